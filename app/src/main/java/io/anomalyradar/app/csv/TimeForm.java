package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format of the cells of a time column. */
public enum TimeForm {
    /** ISO-8601, with "T" or a space; without a zone it is UTC; a date alone is its midnight. */
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS,
    /** A counter: row number or elapsed interval. */
    ROW_NUMBER;

    /* Smaller numbers count as row numbers, seconds (years 1973 to 5138), milliseconds and microseconds. */
    private static final double LEAST_SECONDS = 1e8;
    private static final double LEAST_MILLIS = 1e11;
    private static final double LEAST_MICROS = 1e14;
    private static final double LEAST_NANOS = 1e17;

    /** The format of the first valid cell of {@code cells}, or null if none is valid. */
    static @Nullable TimeForm of(List<String> cells) {
        for (String cell : cells) {
            if (Cells.isTime(cell)) {
                return ISO;
            }
            double number = Cells.number(cell, ',');
            if (!Double.isNaN(number)) {
                return ofMagnitude(Math.abs(number));
            }
        }
        return null;
    }

    private static TimeForm ofMagnitude(double number) {
        if (number < LEAST_SECONDS) {
            return ROW_NUMBER;
        }
        if (number < LEAST_MILLIS) {
            return EPOCH_SECONDS;
        }
        if (number < LEAST_MICROS) {
            return EPOCH_MILLIS;
        }
        return number < LEAST_NANOS ? EPOCH_MICROS : EPOCH_NANOS;
    }

    /**
     * The epoch milliseconds of {@code cell}, or {@link Frame#NO_TIMESTAMP} if it has another format.
     *
     * @param rowIntervalMillis the time per row, for {@link #ROW_NUMBER}
     */
    public long millis(String cell, long rowIntervalMillis) {
        if (this == ISO) {
            return Cells.isoMillis(cell);
        }
        try {
            long number = Long.parseLong(cell.strip());
            return switch (this) {
                case EPOCH_SECONDS -> Math.multiplyExact(number, 1_000L);
                case EPOCH_MILLIS -> number;
                case EPOCH_MICROS -> Math.floorDiv(number, 1_000L);
                case EPOCH_NANOS -> Math.floorDiv(number, 1_000_000L);
                case ROW_NUMBER -> Math.multiplyExact(number, rowIntervalMillis);
                case ISO -> throw new AssertionError("handled above");
            };
        } catch (NumberFormatException fraction) {
            return fractionMillis(Cells.number(cell, ','), rowIntervalMillis);
        } catch (ArithmeticException tooLarge) {
            return Frame.NO_TIMESTAMP;
        }
    }

    private long fractionMillis(double number, long rowIntervalMillis) {
        double millis =
                switch (this) {
                    case EPOCH_SECONDS -> number * 1e3;
                    case EPOCH_MILLIS -> number;
                    case EPOCH_MICROS -> number / 1e3;
                    case EPOCH_NANOS -> number / 1e6;
                    case ROW_NUMBER -> number * rowIntervalMillis;
                    case ISO -> Double.NaN;
                };
        return Math.abs(millis) < 1e17 ? Math.round(millis) : Frame.NO_TIMESTAMP; // false for NaN
    }
}
