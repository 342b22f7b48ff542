package io.anomalyradar.server.query;

import io.anomalyradar.history.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How complete and how plausible the samples of a series are.
 *
 * @param intervalMillis the median time between two samples; 0: there are fewer than two
 * @param missing samples that the gaps would have held at this interval
 * @param gaps times of more than {@value #GAP} intervals without a sample, the longest first
 * @param constant the longest stretch of one value; null: no value came twice in a row
 * @param distribution of the values; null: there are none
 */
record SeriesQuality(
        int samples,
        long intervalMillis,
        long missing,
        List<Stretch> gaps,
        @Nullable Constant constant,
        @Nullable Distribution distribution) {
    /** A sample that is a little late is no gap. */
    private static final int GAP = 3;

    private static final double[] PERCENTILES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    /** A time between two samples. */
    record Stretch(long fromMillis, long toMillis) {
        long millis() {
            return toMillis - fromMillis;
        }
    }

    /** A stretch in which every sample had the same value. */
    record Constant(long fromMillis, long toMillis, int samples, double value) {}

    /** @param percentiles 1, 5, 25, 50, 75, 95 and 99 %, each the smallest value that so many samples do not exceed */
    record Distribution(
            double minimum,
            double maximum,
            double mean,
            double deviation,
            List<Double> percentiles,
            Histogram histogram) {}

    /** Of {@code points}; O(n log n). */
    static SeriesQuality of(Points points) {
        long interval = interval(points.timesMillis());
        List<Stretch> gaps = gaps(points.timesMillis(), interval);
        long missing = gaps.stream()
                .mapToLong(gap -> Math.round((double) gap.millis() / interval) - 1)
                .sum();
        return new SeriesQuality(
                points.size(), interval, missing, gaps, constant(points), distribution(points.values()));
    }

    /** The part of the samples that is missing, in [0, 1). */
    double missingShare() {
        return missing == 0 ? 0 : (double) missing / (missing + samples);
    }

    private static long interval(long[] times) {
        if (times.length < 2) {
            return 0;
        }
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        return steps[(steps.length - 1) / 2];
    }

    private static List<Stretch> gaps(long[] times, long interval) {
        List<Stretch> gaps = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            if (times[i] - times[i - 1] > GAP * interval) {
                gaps.add(new Stretch(times[i - 1], times[i]));
            }
        }
        gaps.sort(Comparator.comparingLong(Stretch::millis).reversed().thenComparingLong(Stretch::fromMillis));
        return gaps;
    }

    private static @Nullable Constant constant(Points points) {
        double[] values = points.values();
        int longest = 0;
        int longestFrom = 0;
        int from = 0;
        for (int i = 1; i <= values.length; i++) {
            if (i == values.length || values[i] != values[from]) {
                if (i - from > longest) {
                    longest = i - from;
                    longestFrom = from;
                }
                from = i;
            }
        }
        return longest < 2
                ? null
                : new Constant(
                        points.timesMillis()[longestFrom],
                        points.timesMillis()[longestFrom + longest - 1],
                        longest,
                        values[longestFrom]);
    }

    private static @Nullable Distribution distribution(double[] values) {
        if (values.length == 0) {
            return null;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).sum() / sorted.length;
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1));
        List<Double> percentiles = Arrays.stream(PERCENTILES)
                .mapToObj(share -> sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)])
                .toList();
        return new Distribution(
                sorted[0], sorted[sorted.length - 1], mean, deviation, percentiles, Histogram.of(sorted));
    }
}
