package io.anomalyradar.benchmarks.report;

import java.util.Arrays;

/**
 * The results of repeated runs. The median is reported; the extremes show the noise.
 *
 * @param runs number of runs, ≥ 1
 */
public record Spread(double median, double min, double max, int runs) {

    /** The spread of {@code values}, which must not be empty. */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values must not be empty");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
