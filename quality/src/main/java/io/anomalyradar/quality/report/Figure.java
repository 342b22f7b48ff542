package io.anomalyradar.quality.report;

import static io.anomalyradar.quality.report.Table.number;

/**
 * A number with a target.
 *
 * @param decimals number of decimals to show
 */
public record Figure(String what, double measured, Bound bound, double aim, int decimals) {
    /** The good side of the target. */
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

    /** Whether the target is met; false for NaN. */
    public boolean isMet() {
        return switch (bound) {
            case AT_LEAST -> measured >= aim;
            case AT_MOST -> measured <= aim;
        };
    }

    /** Name, measured value, target, met. */
    String[] cells() {
        return new String[] {
            what, number(measured, decimals), bound.sign + number(aim, decimals), isMet() ? "yes" : "no"
        };
    }
}
