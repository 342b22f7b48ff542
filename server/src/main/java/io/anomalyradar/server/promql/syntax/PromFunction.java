package io.anomalyradar.server.promql.syntax;

import static io.anomalyradar.server.promql.syntax.ExpressionType.MATRIX;
import static io.anomalyradar.server.promql.syntax.ExpressionType.SCALAR;
import static io.anomalyradar.server.promql.syntax.ExpressionType.STRING;
import static io.anomalyradar.server.promql.syntax.ExpressionType.VECTOR;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions, with the types of their arguments. */
public enum PromFunction {
    ABS(VECTOR),
    ABSENT(VECTOR),
    ABSENT_OVER_TIME(MATRIX),
    ACOS(VECTOR),
    ACOSH(VECTOR),
    ASIN(VECTOR),
    ASINH(VECTOR),
    ATAN(VECTOR),
    ATANH(VECTOR),
    AVG_OVER_TIME(MATRIX),
    CEIL(VECTOR),
    CHANGES(MATRIX),
    CLAMP(VECTOR, SCALAR, SCALAR),
    CLAMP_MAX(VECTOR, SCALAR),
    CLAMP_MIN(VECTOR, SCALAR),
    COS(VECTOR),
    COSH(VECTOR),
    COUNT_OVER_TIME(MATRIX),
    DAY_OF_MONTH(1, VECTOR),
    DAY_OF_WEEK(1, VECTOR),
    DAY_OF_YEAR(1, VECTOR),
    DAYS_IN_MONTH(1, VECTOR),
    DEG(VECTOR),
    DELTA(MATRIX),
    DERIV(MATRIX),
    EXP(VECTOR),
    FLOOR(VECTOR),
    HOUR(1, VECTOR),
    IDELTA(MATRIX),
    INCREASE(MATRIX),
    IRATE(MATRIX),
    LABEL_JOIN(Integer.MAX_VALUE, VECTOR, STRING, STRING, STRING),
    LABEL_REPLACE(VECTOR, STRING, STRING, STRING, STRING),
    LAST_OVER_TIME(MATRIX),
    LN(VECTOR),
    LOG10(VECTOR),
    LOG2(VECTOR),
    MAX_OVER_TIME(MATRIX),
    MIN_OVER_TIME(MATRIX),
    MINUTE(1, VECTOR),
    MONTH(1, VECTOR),
    PI,
    PREDICT_LINEAR(MATRIX, SCALAR),
    PRESENT_OVER_TIME(MATRIX),
    QUANTILE_OVER_TIME(SCALAR, MATRIX),
    RAD(VECTOR),
    RATE(MATRIX),
    RESETS(MATRIX),
    ROUND(1, VECTOR, SCALAR),
    SCALAR_OF(VECTOR),
    SGN(VECTOR),
    SIN(VECTOR),
    SINH(VECTOR),
    SORT(VECTOR),
    SORT_DESC(VECTOR),
    SQRT(VECTOR),
    STDDEV_OVER_TIME(MATRIX),
    STDVAR_OVER_TIME(MATRIX),
    SUM_OVER_TIME(MATRIX),
    TAN(VECTOR),
    TANH(VECTOR),
    TIME,
    TIMESTAMP(VECTOR),
    VECTOR_OF(SCALAR),
    YEAR(1, VECTOR);

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ExpressionType> parameters;
    /** How many of the arguments may be left out; MAX_VALUE: the last may be given any number of times. */
    private final int optional;

    PromFunction(ExpressionType... parameters) {
        this(0, parameters);
    }

    PromFunction(int optional, ExpressionType... parameters) {
        this.optional = optional;
        this.parameters = List.of(parameters);
    }

    static @Nullable PromFunction of(String name) {
        for (PromFunction function : values()) {
            if (function.text().equals(name)) {
                return function;
            }
        }
        return null;
    }

    public String text() {
        return switch (this) {
            case SCALAR_OF -> "scalar";
            case VECTOR_OF -> "vector";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    ExpressionType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    int least() {
        return optional == Integer.MAX_VALUE ? parameters.size() - 1 : parameters.size() - optional;
    }

    int most() {
        return optional == Integer.MAX_VALUE ? Integer.MAX_VALUE : parameters.size();
    }

    ExpressionType result() {
        return switch (this) {
            case PI, TIME, SCALAR_OF -> SCALAR;
            default -> VECTOR;
        };
    }

    /** Whether it reads samples of a stretch of time. */
    public boolean isOverTime() {
        return parameters.contains(MATRIX);
    }
}
