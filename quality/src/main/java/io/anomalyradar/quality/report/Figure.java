package io.anomalyradar.quality.report;

import static io.anomalyradar.quality.report.Table.number;

/**
 * One number that has an aim.
 *
 * @param decimals with how many it is worth showing
 */
public record Figure(String what, double measured, Bound bound, double aim, int decimals) {
    /** On which side of the aim it is good to be. */
    public enum Bound {
        AT_LEAST("≥ "),
        AT_MOST("≤ ");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    /** A figure that should be at least {@code aim}. */
    public static Figure atLeast(String what, double measured, double aim, int decimals) {
        return new Figure(what, measured, Bound.AT_LEAST, aim, decimals);
    }

    /** A figure that should be at most {@code aim}. */
    public static Figure atMost(String what, double measured, double aim, int decimals) {
        return new Figure(what, measured, Bound.AT_MOST, aim, decimals);
    }

    /** Whether the aim is met; not by NaN. */
    public boolean isMet() {
        return switch (bound) {
            case AT_LEAST -> measured >= aim;
            case AT_MOST -> measured <= aim;
        };
    }

    /** What, measured, aim, met. */
    String[] cells() {
        return new String[] {
            what, number(measured, decimals), bound.sign + number(aim, decimals), isMet() ? "yes" : "no"
        };
    }
}
