package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.method.Fingerprint;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Which unusual samples matter to the operator, however unlikely the others are: an irrelevant anomaly is not emitted
 * and spends no budget.
 *
 * <p>Direction and deviation apply to patterns that have a side (spike, dip, drift, level shift). A flat line, a gap, a
 * shape, a change of spread and an oscillation have none, and always matter.
 *
 * @param direction on which side of the expected value
 * @param leastDeviation minimum distance of a sample from the expected value, in the unit of the metric, at least 0
 * @param leastPercent the same in percent of the magnitude of the expected value, at least 0; the larger of the two
 *     counts
 * @param leastMillis minimum duration of an anomaly before it is emitted, in milliseconds of the series' own time, at
 *     least 0. One that ends earlier is never emitted
 */
public record Relevance(Direction direction, double leastDeviation, double leastPercent, long leastMillis) {

    /** Every unusual sample matters, immediately. */
    public static final Relevance ALL = new Relevance(Direction.BOTH, 0, 0, 0);

    public Relevance {
        requireAmount("leastDeviation", leastDeviation);
        requireAmount("leastPercent", leastPercent);
        if (leastMillis < 0) {
            throw new IllegalArgumentException("leastMillis must not be negative, was " + leastMillis);
        }
    }

    private static void requireAmount(String name, double amount) {
        if (!(amount >= 0 && amount <= 1e75)) { // negated so that NaN is rejected
            throw new IllegalArgumentException(name + " must be in [0, 1e75], was " + amount);
        }
    }

    /** Adds each setting, in order of declaration, unless it is {@link #ALL}, which earlier versions lack. */
    public void addTo(Fingerprint fingerprint) {
        if (!equals(ALL)) {
            fingerprint
                    .add(direction.code())
                    .add(leastDeviation)
                    .add(leastPercent)
                    .add(leastMillis);
        }
    }

    /** Whether an unusual {@code value} matters; it does if there is no expected value. */
    boolean concerns(Verdict verdict, double value) {
        int side = verdict.direction();
        if (side == 0) {
            return true;
        }
        return direction.holds(side) && !(Math.abs(value - verdict.expected()) < least(verdict));
    }

    /** The upper edge beyond which a value is unusual and relevant. */
    double upper(Verdict verdict) {
        double least = least(verdict);
        return least > 0 ? Numerics.larger(verdict.upper(), verdict.expected() + least) : verdict.upper();
    }

    /** The lower edge beyond which a value is unusual and relevant. */
    double lower(Verdict verdict) {
        double least = least(verdict);
        return least > 0 ? -Numerics.larger(-verdict.lower(), least - verdict.expected()) : verdict.lower();
    }

    private double least(Verdict verdict) {
        return Numerics.larger(leastDeviation, leastPercent / 100 * Math.abs(verdict.expected()));
    }

    /**
     * A side of the expected value. The codes are part of the configuration's identity: add new ones, never change
     * existing ones.
     */
    public enum Direction {
        /** Both sides. */
        BOTH(0),
        /** Only greater values. */
        ABOVE(1),
        /** Only smaller values. */
        BELOW(-1);

        private final int code;

        Direction(int code) {
            this.code = code;
        }

        /** Its number in the configuration's identity. */
        public int code() {
            return code;
        }

        /** Whether it includes values above (1) or below (−1). */
        boolean holds(int side) {
            return code * side >= 0;
        }
    }
}
