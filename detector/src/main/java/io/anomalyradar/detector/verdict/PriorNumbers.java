package io.anomalyradar.detector.verdict;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a series as they were before its newest sample: kept only if that sample may begin an anomaly.
 *
 * <p>A detector changes few numbers before it decides and many when it learns. So each step saves those few; once the
 * detector has decided that the sample is unusual, and before it learns, the whole is copied and the saved numbers are
 * put back. A usual sample costs the copies of what it saves, about 100 numbers. Not thread-safe.
 */
final class PriorNumbers {
    private static final int MOST_RANGES = 8;

    private final int[] from = new int[MOST_RANGES];
    private final int[] to = new int[MOST_RANGES];
    private double[] saved = new double[128];
    private int ranges;
    private int size;
    private int start;
    private int end;
    private double @Nullable [] kept;

    /** A step begins on the numbers in [{@code start}, {@code end}) of the caller's array. */
    void begin(int start, int end) {
        this.start = start;
        this.end = end;
        ranges = 0;
        size = 0;
        kept = null;
    }

    /** Saves the numbers in [{@code first}, {@code last}), which the step may change before it decides. */
    void save(double[] state, int first, int last) {
        int count = last - first;
        if (size + count > saved.length) {
            saved = Arrays.copyOf(saved, 2 * (size + count));
        }
        System.arraycopy(state, first, saved, size, count);
        from[ranges] = first;
        to[ranges++] = last;
        size += count;
    }

    /** Keeps the numbers as they were when the step began. */
    void keep(double[] state) {
        double[] numbers = Arrays.copyOfRange(state, start, end);
        int at = 0;
        for (int i = 0; i < ranges; i++) {
            int count = to[i] - from[i];
            System.arraycopy(saved, at, numbers, from[i] - start, count);
            at += count;
        }
        kept = numbers;
    }

    void discard() {
        kept = null;
    }

    /** The kept numbers; null if the newest sample begins nothing. */
    double @Nullable [] kept() {
        return kept;
    }
}
