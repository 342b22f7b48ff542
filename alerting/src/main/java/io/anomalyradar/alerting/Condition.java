package io.anomalyradar.alerting;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.anomalyradar.alerting.cel.Expression;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a rule: an expression in CEL (Common Expression Language) over an anomaly and its device, with the
 * result true or false. The variables are those of {@link #VARIABLES}. There are no macros, so there are no loops: the
 * cost is proportional to the expression's length. Immutable and thread-safe.
 */
final class Condition {
    private static final MapType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    /** What an expression may use; a value that an anomaly of a whole device lacks is NaN. */
    static final Map<String, CelType> VARIABLES = new LinkedHashMap<>();

    static {
        VARIABLES.put("anomaly.kind", SimpleType.STRING);
        VARIABLES.put("anomaly.severity", SimpleType.STRING);
        VARIABLES.put("anomaly.open", SimpleType.BOOL);
        VARIABLES.put("anomaly.score", SimpleType.DOUBLE);
        VARIABLES.put("anomaly.actual", SimpleType.DOUBLE);
        VARIABLES.put("anomaly.expected", SimpleType.DOUBLE);
        VARIABLES.put("anomaly.lower", SimpleType.DOUBLE);
        VARIABLES.put("anomaly.upper", SimpleType.DOUBLE);
        VARIABLES.put("anomaly.samples", SimpleType.INT);
        VARIABLES.put("metric", SimpleType.STRING);
        VARIABLES.put("device.name", SimpleType.STRING);
        VARIABLES.put("device.group", SimpleType.STRING);
        VARIABLES.put("device.attributes", TEXTS);
        VARIABLES.put("event.type", SimpleType.STRING);
        VARIABLES.put("event.attributes", MapType.create(SimpleType.STRING, SimpleType.DYN));
        VARIABLES.put("event.ageMillis", SimpleType.INT);
    }

    private static final CelOptions OPTIONS =
            CelOptions.current().maxParseRecursionDepth(64).build();
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final String text;
    private final CelRuntime.@Nullable Program program;

    private Condition(String text, CelRuntime.@Nullable Program program) {
        this.text = text;
        this.program = program;
    }

    private static CelCompiler compiler() {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(SimpleType.BOOL);
        VARIABLES.forEach(builder::addVar);
        return builder.build();
    }

    /**
     * Compiles {@code text}; an empty text is always true.
     *
     * @throws SettingsException when it is not such an expression, with line and column
     */
    static Condition of(String text) throws SettingsException {
        if (text.isEmpty()) {
            return new Condition(text, null);
        }
        try {
            return new Condition(
                    text, RUNTIME.createProgram(COMPILER.compile(text).getAst()));
        } catch (CelValidationException invalid) {
            throw new SettingsException(Expression.described(invalid));
        } catch (CelEvaluationException invalid) {
            throw new SettingsException(String.valueOf(invalid.getMessage()));
        }
    }

    /** Whether it is true of {@code anomaly}; an expression that fails (an absent attribute) is false. */
    boolean holds(Anomaly anomaly, Placement placement, NewestEvent event) {
        CelRuntime.Program compiled = program;
        if (compiled == null) {
            return true;
        }
        try {
            return Boolean.TRUE.equals(compiled.eval(values(anomaly, placement, event)));
        } catch (CelEvaluationException failed) {
            return false;
        }
    }

    private static Map<String, Object> values(Anomaly anomaly, Placement placement, NewestEvent event) {
        Anomaly.Peak peak = anomaly.peak();
        Map<String, Object> values = new HashMap<>();
        values.put("anomaly.kind", anomaly.kind());
        values.put("anomaly.severity", anomaly.severity().name());
        values.put("anomaly.open", anomaly.state() == AnomalyState.OPEN);
        values.put("anomaly.score", peak.score());
        values.put("anomaly.actual", peak.actual());
        values.put("anomaly.expected", peak.expected());
        values.put("anomaly.lower", peak.lower());
        values.put("anomaly.upper", peak.upper());
        values.put("anomaly.samples", anomaly.samples());
        values.put("metric", anomaly.metric());
        values.put("device.name", anomaly.device());
        values.put("device.group", placement.group());
        values.put("device.attributes", placement.attributes());
        values.put("event.type", event.type());
        values.put("event.attributes", event.attributes());
        values.put("event.ageMillis", event.ageMillis());
        return values;
    }

    /** Whether it looks at what happened to the device. */
    boolean readsEvents() {
        return text.contains("event.");
    }

    @Override
    public String toString() {
        return text;
    }
}
