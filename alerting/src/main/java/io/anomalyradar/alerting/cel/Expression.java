package io.anomalyradar.alerting.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.anomalyradar.model.settings.SettingsException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An expression in CEL with the result true or false. There are no macros, so there are no loops: the cost is
 * proportional to the expression's length and its values; {@code matches} uses RE2, which is linear. Numbers of
 * different types can be compared. Immutable and thread-safe.
 */
public final class Expression {
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxParseRecursionDepth(64)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelRuntime.Program program;

    private Expression(CelRuntime.Program program) {
        this.program = program;
    }

    /**
     * Compiles {@code text}.
     *
     * @param variables what it may use
     * @throws SettingsException when it is not such an expression, with line and column
     */
    public static Expression of(String text, Map<String, CelType> variables) throws SettingsException {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(SimpleType.BOOL);
        variables.forEach(builder::addVar);
        try {
            return new Expression(
                    RUNTIME.createProgram(builder.build().compile(text).getAst()));
        } catch (CelValidationException invalid) {
            throw new SettingsException(described(invalid));
        } catch (CelEvaluationException invalid) {
            throw new SettingsException(String.valueOf(invalid.getMessage()));
        }
    }

    /** The first problems of an expression, with line and column. */
    public static String described(CelValidationException invalid) {
        return invalid.getErrors().stream()
                .map(issue -> "line " + issue.getSourceLocation().getLine() + ", column "
                        + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage())
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
    }

    /** Whether it is true of {@code values}; an expression that fails (an absent attribute) is false. */
    public boolean holds(Map<String, Object> values) {
        try {
            return Boolean.TRUE.equals(program.eval(values));
        } catch (CelEvaluationException failed) {
            return false;
        }
    }
}
