package io.anomalyradar.server.query;

import io.anomalyradar.history.Points;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a series rises or falls. The test of Mann and Kendall on the averages of up to {@value #STRETCHES} stretches
 * of equal length, and the slope of Theil and Sen: neither outliers nor the shape of the distribution decide, and
 * averages of long stretches depend on one another far less than samples do. A daily cycle in less than a few days looks like a trend.
 *
 * @param slopePerDay the median of the slopes between any two averages
 * @param p the chance of so clear an order in a series without a trend, two-sided
 */
record SeriesTrend(double slopePerDay, double p) {
    /** Chance alone calls one in a hundred series rising or falling. */
    private static final double SIGNIFICANT = 0.01;

    private static final int STRETCHES = 60;
    private static final int FEWEST = 10;
    private static final double DAY_MILLIS = 86_400_000;

    /** What a trend is called. */
    enum Direction {
        RISING,
        FALLING,
        NONE
    }

    Direction direction() {
        if (!(p < SIGNIFICANT) || slopePerDay == 0) {
            return Direction.NONE;
        }
        return slopePerDay > 0 ? Direction.RISING : Direction.FALLING;
    }

    /** Empty: there are samples in fewer than {@value #FEWEST} stretches. */
    static Optional<SeriesTrend> of(Points points) {
        if (points.size() < FEWEST) {
            return Optional.empty();
        }
        long[] times = points.timesMillis();
        double first = times[0];
        double width = (times[times.length - 1] - first) / STRETCHES;
        double[] sums = new double[STRETCHES];
        double[] at = new double[STRETCHES];
        int[] counts = new int[STRETCHES];
        for (int i = 0; i < times.length; i++) {
            int stretch = Math.min(STRETCHES - 1, (int) ((times[i] - first) / width));
            sums[stretch] += points.values()[i];
            at[stretch] += times[i] - first;
            counts[stretch]++;
        }
        int filled = 0;
        for (int i = 0; i < STRETCHES; i++) {
            if (counts[i] > 0) {
                sums[filled] = sums[i] / counts[i];
                at[filled++] = at[i] / counts[i] / DAY_MILLIS;
            }
        }
        return filled < FEWEST
                ? Optional.empty()
                : Optional.of(of(Arrays.copyOf(at, filled), Arrays.copyOf(sums, filled)));
    }

    private static SeriesTrend of(double[] days, double[] averages) {
        int n = averages.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        long order = 0;
        for (int j = 1; j < n; j++) {
            for (int i = 0; i < j; i++) {
                order += (long) Math.signum(averages[j] - averages[i]);
                slopes[pairs++] = (averages[j] - averages[i]) / (days[j] - days[i]);
            }
        }
        Arrays.sort(slopes);
        double slope = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2;
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(averages)) / 18;
        double z = order == 0 || !(variance > 0) ? 0 : (order - Math.signum((double) order)) / Math.sqrt(variance);
        return new SeriesTrend(slope, z == 0 ? 1 : twoSided(Math.abs(z)));
    }

    private static double ties(double[] averages) {
        double[] sorted = averages.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0, to = 0; from < sorted.length; from = to) {
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double tied = to - from;
            sum += tied * (tied - 1) * (2 * tied + 5);
        }
        return sum;
    }

    /** P(|Z| &gt; z) of the normal distribution; Abramowitz and Stegun 7.1.26, to within 1.5e-7. */
    private static double twoSided(double z) {
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.min(1, polynomial * Math.exp(-x * x));
    }
}
