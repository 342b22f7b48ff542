package io.anomalyradar.alerting.cause;

import java.util.Arrays;

/**
 * A series in one slot against what is usual for it. The limit is a conformal quantile: one slot in 50 of the usual
 * ones is beyond it, whatever their distribution. A series that never varied has the limit 0, so that any change is
 * unusual.
 *
 * @param deviation from the median, in the direction that was asked for, in the unit of the metric; NaN: no value
 * @param limit the largest deviation that is usual
 * @param onset first slot in which it was beyond the limit; -1: in none
 */
record Reading(String metric, double value, double median, double deviation, double limit, int onset) {
    /** The share of usual slots beyond the limit. */
    static final double RARE = 0.02;

    private static final int LEAST_SLOTS = 10;
    private static final double MOST_SURPRISE = 20;
    private static final double ROUNDING = 1e-9;

    /** A series of which too little is known, or that has no value in the slot. */
    static Reading unknown(String metric) {
        return new Reading(metric, Double.NaN, Double.NaN, Double.NaN, 0, -1);
    }

    /**
     * The reading of {@code series} in {@code slot}.
     *
     * @param direction 1: upwards; -1: downwards; 0: either
     */
    static Reading of(CauseSeries series, int slot, int direction) {
        double[] usual = finite(series.usual());
        double value = slot < series.now().length ? series.now()[slot] : Double.NaN;
        if (usual.length < LEAST_SLOTS || !Double.isFinite(value)) {
            return unknown(series.metric());
        }
        Arrays.sort(usual);
        int middle = usual.length / 2;
        double median = usual.length % 2 == 1 ? usual[middle] : usual[middle - 1] / 2 + usual[middle] / 2;
        for (int i = 0; i < usual.length; i++) {
            usual[i] = deviation(usual[i], median, direction);
        }
        Arrays.sort(usual);
        int rank = (int) Math.ceil((1 - RARE) * (usual.length + 1)) - 1;
        double limit = Math.max(0, usual[Math.min(rank, usual.length - 1)]);
        limit += ROUNDING * Math.abs(median);
        int onset = -1;
        for (int i = 0; i <= slot && onset < 0; i++) {
            onset = deviation(series.now()[i], median, direction) > limit ? i : -1;
        }
        return new Reading(series.metric(), value, median, deviation(value, median, direction), limit, onset);
    }

    private static double deviation(double value, double median, int direction) {
        return direction == 0 ? Math.abs(value - median) : direction * (value - median);
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    boolean isKnown() {
        return !Double.isNaN(deviation);
    }

    boolean isUnusual() {
        return deviation > limit;
    }

    /** How many times the limit it deviates; at most {@value #MOST_SURPRISE}, where nothing ever varied too. */
    double surprise() {
        if (limit == 0) {
            return deviation > 0 ? MOST_SURPRISE : 0;
        }
        return Math.max(0, Math.min(MOST_SURPRISE, deviation / limit));
    }
}
