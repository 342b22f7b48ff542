package io.anomalyradar.benchmarks.report;

/** The target of a figure: at least, or at most, a value. */
public record Aim(Bound bound, double value) {
    /** The good side of the target. */
    public enum Bound {
        AT_LEAST,
        AT_MOST
    }

    public static Aim atLeast(double value) {
        return new Aim(Bound.AT_LEAST, value);
    }

    public static Aim atMost(double value) {
        return new Aim(Bound.AT_MOST, value);
    }

    /** The ratio of {@code measured} to the target: 1 is met exactly, more is better, whichever side is good. */
    public double ratio(double measured) {
        return switch (bound) {
            case AT_LEAST -> measured / value;
            case AT_MOST -> measured == value ? 1 : value / measured;
        };
    }
}
