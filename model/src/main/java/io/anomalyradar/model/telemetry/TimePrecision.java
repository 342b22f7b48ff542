package io.anomalyradar.model.telemetry;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The unit of a time that is sent as a number. */
public enum TimePrecision {
    /** Unspecified: milliseconds, but a number that looks like seconds is refused. */
    UNSTATED("", TimeUnit.MILLISECONDS),
    SECONDS("s", TimeUnit.SECONDS),
    MILLIS("ms", TimeUnit.MILLISECONDS),
    MICROS("us", TimeUnit.MICROSECONDS),
    NANOS("ns", TimeUnit.NANOSECONDS);

    /** As seconds a day in 1973, as milliseconds the second day of 1970. */
    private static final long LEAST_SECONDS = 100_000_000L;
    /** As seconds the year 5138, as milliseconds a day in 1973. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private final String symbol;
    private final TimeUnit unit;

    TimePrecision(String symbol, TimeUnit unit) {
        this.symbol = symbol;
        this.unit = unit;
    }

    /** The precision that {@code symbol} names: s, ms, us or ns; null if it names none. */
    public static @Nullable TimePrecision of(String symbol) {
        for (TimePrecision precision : values()) {
            if (precision != UNSTATED && precision.symbol.equals(symbol.toLowerCase(Locale.ROOT))) {
                return precision;
            }
        }
        return null;
    }

    /** Epoch milliseconds of {@code time}; saturates. */
    public long toMillis(long time) {
        return time < 0 ? time : unit.toMillis(time);
    }

    /** Whether {@code time} must be refused because it is likely to be in seconds, not in milliseconds. */
    public boolean looksLikeSeconds(long time) {
        return this == UNSTATED && time >= LEAST_SECONDS && time < MOST_SECONDS;
    }
}
