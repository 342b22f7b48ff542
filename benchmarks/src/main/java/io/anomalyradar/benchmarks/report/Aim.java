package io.anomalyradar.benchmarks.report;

/** What a figure should be: at least, or at most, so much. */
public record Aim(Bound bound, double value) {
    /** On which side of the aim it is good to be. */
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

    /** How many times as good as the aim {@code measured} is: 1 is met exactly, more is better, whichever side is good. */
    public double ratio(double measured) {
        return switch (bound) {
            case AT_LEAST -> measured / value;
            case AT_MOST -> measured == value ? 1 : value / measured;
        };
    }
}
