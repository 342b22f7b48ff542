package io.anomalyradar.benchmarks.report;

import java.util.Locale;

/** The unit of figures, and the number of digits to show. */
public enum Unit {
    PER_SECOND("/s"),
    MILLISECONDS(" ms"),
    SECONDS(" s"),
    MEGABYTES(" MB"),
    NANOSECONDS(" ns"),
    BYTES(" B"),
    PERCENT(" %"),
    RATIO("");

    private final String suffix;

    Unit(String suffix) {
        this.suffix = suffix;
    }

    /**
     * {@code value} with three significant digits, or with all digits before the decimal point if there are more, and
     * the unit.
     */
    String shown(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f%s", value, suffix);
    }
}
