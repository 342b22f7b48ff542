package io.anomalyradar.server.query;

import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one series moved with another: their averages over the same stretches of time.
 *
 * @param correlation Spearman's, in [-1, 1]: of the ranks of the averages, so that neither an outlier nor the shape of
 *     the relation decides
 * @param points stretches in which both have samples
 * @param score the greatest score of the series in these
 * @param anomalyRate the share of its samples in alarm, in [0, 1]
 */
record RelatedSeries(SeriesName name, double correlation, int points, double score, double anomalyRate) {
    /** With fewer stretches chance alone correlates strongly: |r| > .63 in one of twenty pairs of ten. */
    static final int FEWEST_POINTS = 10;

    /** Empty: they share too few stretches, or one of them does not change. */
    static Optional<RelatedSeries> of(SeriesName name, List<Series.Bucket> reference, List<Series.Bucket> buckets) {
        Map<Long, Series.Bucket> byStart = new HashMap<>();
        buckets.forEach(bucket -> byStart.put(bucket.startMillis(), bucket));
        double[] left = new double[reference.size()];
        double[] right = new double[reference.size()];
        int points = 0;
        double score = 0;
        long alarms = 0;
        long samples = 0;
        for (Series.Bucket of : reference) {
            Series.Bucket with = byStart.get(of.startMillis());
            if (with != null) {
                left[points] = of.average();
                right[points++] = with.average();
                score = with.score() > score ? with.score() : score; // NaN: not scored
                alarms += with.alarms();
                samples += with.count();
            }
        }
        double correlation = points < FEWEST_POINTS
                ? Double.NaN
                : pearson(ranks(Arrays.copyOf(left, points)), ranks(Arrays.copyOf(right, points)));
        return Double.isNaN(correlation)
                ? Optional.empty()
                : Optional.of(new RelatedSeries(name, correlation, points, score, (double) alarms / samples));
    }

    /**
     * Whether the correlation is stronger than chance makes the strongest of {@code compared} series in one of twenty
     * questions, if stretches were independent: |r| &gt; sqrt(2 ln(40 compared) / (points - 1)), from the normal
     * approximation of Spearman's r and the union bound.
     */
    boolean isBeyondChance(int compared) {
        return correlation * correlation * (points - 1) > 2 * Math.log(40.0 * compared);
    }

    /** The rank of each value, from 1; equal values have the mean of their ranks. */
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = lowerBound(sorted, values[i]);
            int end = first;
            while (end < sorted.length && Double.compare(sorted[end], values[i]) == 0) {
                end++;
            }
            ranks[i] = (first + 1 + end) / 2.0;
        }
        return ranks;
    }

    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** NaN when one of them is constant. */
    private static double pearson(double[] left, double[] right) {
        double meanLeft = Arrays.stream(left).average().orElse(0);
        double meanRight = Arrays.stream(right).average().orElse(0);
        double both = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int i = 0; i < left.length; i++) {
            double l = left[i] - meanLeft;
            double r = right[i] - meanRight;
            both += l * r;
            squaresLeft += l * l;
            squaresRight += r * r;
        }
        double product = squaresLeft * squaresRight;
        return product == 0 ? Double.NaN : Math.max(-1, Math.min(1, both / Math.sqrt(product)));
    }
}
