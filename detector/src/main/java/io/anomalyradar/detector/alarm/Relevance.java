package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.method.Fingerprint;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Which of the unusual matters to the operator, however unlikely the rest is: an anomaly that does not is not told, and spends nothing of a budget.
 *
 * <p>Direction and deviation are asked of what has a side (spike, dip, drift, level shift). A flat line, a gap, a shape, a change of the scatter and an oscillation
 * have none, and matter in any case.
 *
 * @param direction on which side of what was expected
 * @param leastDeviation how far a sample must be from what was expected, in the unit of the metric, at least 0
 * @param leastPercent the same in percent of the size of what was expected, at least 0; the larger of the two counts
 * @param leastMillis for how long an anomaly must have lasted until it is told, in milliseconds of the series' own time, at least 0. One that ends before is
 *     never told
 */
public record Relevance(Direction direction, double leastDeviation, double leastPercent, long leastMillis) {

    /** Everything that is unusual matters, at once. */
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

    /** Adds each setting, in order of declaration, unless it is {@link #ALL}, which earlier versions did not know. */
    public void addTo(Fingerprint fingerprint) {
        if (!equals(ALL)) {
            fingerprint
                    .add(direction.code())
                    .add(leastDeviation)
                    .add(leastPercent)
                    .add(leastMillis);
        }
    }

    /** Whether an unusual {@code value} matters; it does where nothing definite was expected. */
    boolean concerns(Verdict verdict, double value) {
        int side = verdict.direction();
        if (side == 0) {
            return true;
        }
        return direction.holds(side) && !(Math.abs(value - verdict.expected()) < least(verdict));
    }

    /** The upper edge beyond which a value is unusual and matters. */
    double upper(Verdict verdict) {
        double least = least(verdict);
        return least > 0 ? Numerics.larger(verdict.upper(), verdict.expected() + least) : verdict.upper();
    }

    /** The lower edge beyond which a value is unusual and matters. */
    double lower(Verdict verdict) {
        double least = least(verdict);
        return least > 0 ? -Numerics.larger(-verdict.lower(), least - verdict.expected()) : verdict.lower();
    }

    private double least(Verdict verdict) {
        return Numerics.larger(leastDeviation, leastPercent / 100 * Math.abs(verdict.expected()));
    }

    /** A side of what was expected. The codes are part of the configuration's identity: add, never change. */
    public enum Direction {
        /** Either side. */
        BOTH(0),
        /** Only what is greater. */
        ABOVE(1),
        /** Only what is less. */
        BELOW(-1);

        private final int code;

        Direction(int code) {
            this.code = code;
        }

        /** Its number in the configuration's identity. */
        public int code() {
            return code;
        }

        /** Whether it is asked for what is above (1) or below (−1). */
        boolean holds(int side) {
            return code * side >= 0;
        }
    }
}
