package io.anomalyradar.server.query;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many values lie in each bin of one width, from the first to the 99th percentile, so that a few outliers do not press
 * all others into one bin. Of n values there are 2 ∛n bins (Rice's rule), {@value #MOST_BINS} at most. Whole numbers have
 * bins of a whole width, with the numbers in the middle.
 *
 * @param from the lower end of the first bin
 * @param to the upper end of the last bin, which includes it
 * @param below values below the first bin
 * @param above values above the last bin
 */
record Histogram(double from, double to, List<Integer> counts, int below, int above) {
    private static final int MOST_BINS = 40;
    private static final double TAIL = 0.01;
    private static final double LARGEST_WHOLE = 1L << 53;

    /** Of values in ascending order, at least one. */
    static Histogram of(double[] sorted) {
        int tail = (int) (TAIL * sorted.length);
        double low = sorted[tail];
        double high = sorted[sorted.length - 1 - tail];
        int most = (int) Math.min(MOST_BINS, Math.ceil(2 * Math.cbrt(sorted.length)));
        int bins = low < high ? most : 1;
        double from = low;
        double to = high;
        if (isWhole(sorted)) {
            double width = Math.ceil((high - low + 1) / most);
            bins = (int) Math.ceil((high - low + 1) / width);
            from = low - 0.5;
            to = from + bins * width;
        }
        return count(sorted, from, to, bins);
    }

    private static Histogram count(double[] sorted, double from, double to, int bins) {
        int[] counts = new int[bins];
        int below = 0;
        int above = 0;
        for (double value : sorted) {
            if (value < from) {
                below++;
            } else if (value > to) {
                above++;
            } else {
                // Halves, since the distance of two finite numbers may not be one.
                double part = from == to ? 0 : (value / 2 - from / 2) / (to / 2 - from / 2);
                counts[Math.min(bins - 1, (int) (part * bins))]++;
            }
        }
        return new Histogram(from, to, IntStream.of(counts).boxed().toList(), below, above);
    }

    private static boolean isWhole(double[] values) {
        for (double value : values) {
            if (value != Math.rint(value) || Math.abs(value) >= LARGEST_WHOLE) {
                return false;
            }
        }
        return true;
    }
}
