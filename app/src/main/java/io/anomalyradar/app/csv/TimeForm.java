package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The format of the cells of a time column. */
public enum TimeForm {
    /** ISO-8601, or another text with the year first; without a zone it is the file's; a date alone is its midnight. */
    ISO,
    /** A text with day, month and year. */
    DAY_FIRST,
    /** A text with month, day and year. */
    MONTH_FIRST,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS,
    /** Windows' file time: 100 ns since 1601. */
    FILETIME,
    /** .NET's ticks: 100 ns since the year 1. */
    DOTNET_TICKS,
    /** Chrome's time: microseconds since 1601. */
    WEBKIT_MICROS,
    /** Days since 1899-12-30, as spreadsheets count them; in the file's zone. */
    EXCEL_DAYS,
    /** Days since the year 0, as MATLAB's datenum counts them; in the file's zone. */
    MATLAB_DAYS,
    /** Julian days: since noon of −4712-01-01. */
    JULIAN_DAYS,
    /** Seconds since 1904, as LabVIEW counts them. */
    SECONDS_SINCE_1904,
    /** A counter: row number or elapsed interval. */
    ROW_NUMBER;

    /* Smaller numbers count as row numbers, seconds (years 1973 to 5138), milliseconds and microseconds. */
    private static final double LEAST_SECONDS = 1e8;
    private static final double LEAST_MILLIS = 1e11;
    private static final double LEAST_MICROS = 1e14;
    private static final double LEAST_NANOS = 1e17;
    private static final double DAY_MILLIS = 86_400_000;

    /** The form with this name, as options give it: {@code day-first}, {@code filetime}; null if there is none. */
    static @Nullable TimeForm named(String name) {
        for (TimeForm form : values()) {
            if (form.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return form;
            }
        }
        return null;
    }

    /** The form of numbers such as those in {@code cells}; null if the first valid cell is no number. */
    static @Nullable TimeForm ofNumbers(List<String> cells, NumberStyle style) {
        for (String cell : cells) {
            if (!Words.isMissing(cell)) {
                double number = style.parse(cell);
                return Double.isNaN(number) ? null : ofMagnitude(Math.abs(number));
            }
        }
        return null;
    }

    /** FILETIME and the like are told from Unix times by their years: these are 1990 to 2060, those long ago or to come. */
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
        if (number >= 1.2276e16 && number < 1.45e16) {
            return WEBKIT_MICROS;
        }
        if (number < LEAST_NANOS) {
            return EPOCH_MICROS;
        }
        if (number >= 1.2276e17 && number < 1.45e17) {
            return FILETIME;
        }
        return number >= 6.2777e17 && number < 6.5e17 ? DOTNET_TICKS : EPOCH_NANOS;
    }

    boolean isText() {
        return this == ISO || this == DAY_FIRST || this == MONTH_FIRST;
    }

    /** The order of the numbers of a text. */
    DateOrder order() {
        return this == DAY_FIRST
                ? DateOrder.DAY_FIRST
                : this == MONTH_FIRST ? DateOrder.MONTH_FIRST : DateOrder.YEAR_FIRST;
    }

    /** Whether the numbers are local times, which have no zone. */
    boolean isLocal() {
        return this == EXCEL_DAYS || this == MATLAB_DAYS;
    }

    /**
     * The epoch milliseconds of a number, as if local times were UTC, or {@link Frame#NO_TIMESTAMP} if {@code cell} is
     * not one.
     *
     * @param rowIntervalMillis the time per row, for {@link #ROW_NUMBER}
     */
    long millis(String cell, NumberStyle style, long rowIntervalMillis) {
        try {
            long number = Long.parseLong(cell.strip());
            return switch (this) {
                case EPOCH_SECONDS -> Math.multiplyExact(number, 1_000L);
                case EPOCH_MILLIS -> number;
                case EPOCH_MICROS -> Math.floorDiv(number, 1_000L);
                case EPOCH_NANOS -> Math.floorDiv(number, 1_000_000L);
                case FILETIME -> Math.floorDiv(number, 10_000L) - 11_644_473_600_000L;
                case DOTNET_TICKS -> Math.floorDiv(number, 10_000L) - 62_135_596_800_000L;
                case WEBKIT_MICROS -> Math.floorDiv(number, 1_000L) - 11_644_473_600_000L;
                case ROW_NUMBER -> Math.multiplyExact(number, rowIntervalMillis);
                case EXCEL_DAYS, MATLAB_DAYS, JULIAN_DAYS, SECONDS_SINCE_1904 ->
                    fractionMillis((double) number, rowIntervalMillis);
                case ISO, DAY_FIRST, MONTH_FIRST -> Frame.NO_TIMESTAMP;
            };
        } catch (NumberFormatException fraction) {
            return fractionMillis(style.parse(cell), rowIntervalMillis);
        } catch (ArithmeticException | DateTimeException tooLarge) {
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
                    case FILETIME -> number / 1e4 - 11_644_473_600_000.0;
                    case DOTNET_TICKS -> number / 1e4 - 62_135_596_800_000.0;
                    case WEBKIT_MICROS -> number / 1e3 - 11_644_473_600_000.0;
                    case EXCEL_DAYS -> (number - 25_569) * DAY_MILLIS;
                    case MATLAB_DAYS -> (number - 719_529) * DAY_MILLIS;
                    case JULIAN_DAYS -> (number - 2_440_587.5) * DAY_MILLIS;
                    case SECONDS_SINCE_1904 -> (number - 2_082_844_800.0) * 1e3;
                    case ROW_NUMBER -> number * rowIntervalMillis;
                    case ISO, DAY_FIRST, MONTH_FIRST -> Double.NaN;
                };
        return Math.abs(millis) < 1e17 ? Math.round(millis) : Frame.NO_TIMESTAMP; // false for NaN
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
