package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.PromFunction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Functions of one number. Times are in UTC. */
final class InstantFunctions {
    /** Times further away have no calendar in Java. */
    private static final double MAX_SECONDS = 3e16;

    private InstantFunctions() {}

    /** The function; null when it is not of one number. */
    static @Nullable DoubleUnaryOperator of(PromFunction function) {
        return switch (function) {
            case ABS -> Math::abs;
            case CEIL -> Math::ceil;
            case FLOOR -> Math::floor;
            case EXP -> Math::exp;
            case LN -> Math::log;
            case LOG2 -> value -> Math.log(value) / Math.log(2);
            case LOG10 -> Math::log10;
            case SQRT -> Math::sqrt;
            case SGN -> Math::signum;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case SINH -> Math::sinh;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            case ASINH -> value -> Math.copySign(Math.log(Math.abs(value) + Math.sqrt(value * value + 1)), value);
            case ACOSH -> value -> Math.log(value + Math.sqrt(value * value - 1));
            case ATANH -> value -> 0.5 * Math.log((1 + value) / (1 - value));
            case DEG -> value -> value * 180 / Math.PI;
            case RAD -> value -> value * Math.PI / 180;
            case MINUTE -> date(ZonedDateTime::getMinute);
            case HOUR -> date(ZonedDateTime::getHour);
            case DAY_OF_WEEK -> date(time -> time.getDayOfWeek().getValue() % 7);
            case DAY_OF_MONTH -> date(ZonedDateTime::getDayOfMonth);
            case DAY_OF_YEAR -> date(ZonedDateTime::getDayOfYear);
            case DAYS_IN_MONTH -> date(time -> time.toLocalDate().lengthOfMonth());
            case MONTH -> date(ZonedDateTime::getMonthValue);
            case YEAR -> date(ZonedDateTime::getYear);
            default -> null;
        };
    }

    /** Rounds to a multiple of {@code to}; halves go up. */
    static double round(double value, double to) {
        double inverse = 1 / to;
        return Math.floor(value * inverse + 0.5) / inverse;
    }

    /** Part of the date of a time in seconds. */
    private static DoubleUnaryOperator date(ToIntFunction<ZonedDateTime> part) {
        return seconds -> Math.abs(seconds) < MAX_SECONDS
                ? part.applyAsInt(Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC))
                : Double.NaN;
    }
}
