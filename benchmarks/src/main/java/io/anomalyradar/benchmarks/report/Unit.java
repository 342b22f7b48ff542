package io.anomalyradar.benchmarks.report;

import java.util.Locale;

/** What figures are in, and with how many digits they are worth showing. */
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

    /** {@code value} with three significant digits or all before the point, and the unit. */
    String shown(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f%s", value, suffix);
    }
}
