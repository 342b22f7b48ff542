package io.anomalyradar.detector.method;

/**
 * The window of {@link Adwin} as an exponential histogram (Datar, Gionis, Indyk and Motwani, "Maintaining stream
 * statistics over sliding windows", SIAM J. Comput. 31, 2002): rows of at most {@value #KEPT} buckets, where each
 * bucket of row r has 2ʳ samples; {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>When a row is full, its two oldest buckets are merged into one of the next row. Beyond the last row the oldest
 * samples are discarded, so the window has at most about 20,000 samples. A bucket holds the sum of its samples, minus
 * the origin, and Σ(x − their mean)². O(1) amortised.
 */
final class AdwinBuckets {

    static final int ROWS = 12;
    static final int KEPT = 6;

    private static final int ORIGIN = 0;
    private static final int TOTAL = 1;
    private static final int SUM = 2;
    private static final int SQUARES = 3; // Σ(x − mean)²
    private static final int HELD = 4; // buckets of each row
    private static final int BUCKET = HELD + ROWS; // newest first: sum, squares
    static final int SIZE = BUCKET + 2 * ROWS * KEPT;

    private AdwinBuckets() {}

    /** The number of samples in a bucket of this row. */
    static double samples(int row) {
        return 1L << row;
    }

    static int held(double[] state, int offset, int row) {
        return (int) state[offset + HELD + row];
    }

    /** The sum of the i-th newest bucket of a row, minus the origin for each sample. */
    static double sum(double[] state, int offset, int row, int i) {
        return state[at(offset, row, i)];
    }

    static double total(double[] state, int offset) {
        return state[offset + TOTAL];
    }

    /** The sum of all samples, minus the origin for each. */
    static double sum(double[] state, int offset) {
        return state[offset + SUM];
    }

    static double mean(double[] state, int offset) {
        double n = total(state, offset);
        return n == 0 ? 0 : state[offset + ORIGIN] + state[offset + SUM] / n;
    }

    /** The variance of all samples, Σ(x − mean)² / n. */
    static double variance(double[] state, int offset) {
        double n = total(state, offset);
        double variance = n == 0 ? 0 : state[offset + SQUARES] / n;
        return variance > 0 ? variance : 0;
    }

    static void add(double[] state, int offset, double x) {
        if (total(state, offset) == 0) {
            state[offset + ORIGIN] = x;
        }
        double d = x - state[offset + ORIGIN];
        state[offset + SQUARES] += between(total(state, offset), state[offset + SUM], 1, d);
        state[offset + TOTAL]++;
        state[offset + SUM] += d;
        insert(state, offset, 0, d, 0);
        for (int row = 0; row < ROWS && held(state, offset, row) == KEPT; row++) {
            if (row == ROWS - 1) {
                removeOldest(state, offset);
            } else {
                merge(state, offset, row);
            }
        }
    }

    /** Merges the two oldest buckets of this row into one of the next row. */
    private static void merge(double[] state, int offset, int row) {
        int older = at(offset, row, KEPT - 1);
        int newer = at(offset, row, KEPT - 2);
        double n = samples(row);
        double squares = state[older + 1] + state[newer + 1] + between(n, state[older], n, state[newer]);
        double sum = state[older] + state[newer];
        state[offset + HELD + row] = KEPT - 2;
        insert(state, offset, row + 1, sum, squares);
    }

    private static void insert(double[] state, int offset, int row, double sum, double squares) {
        int first = at(offset, row, 0);
        System.arraycopy(state, first, state, first + 2, 2 * held(state, offset, row));
        state[first] = sum;
        state[first + 1] = squares;
        state[offset + HELD + row]++;
    }

    /** Discards the oldest bucket; there must be one. */
    static void removeOldest(double[] state, int offset) {
        int row = ROWS - 1;
        while (held(state, offset, row) == 0) {
            row--;
        }
        int last = held(state, offset, row) - 1;
        int at = at(offset, row, last);
        double n = samples(row);
        double left = total(state, offset) - n;
        double leftSum = state[offset + SUM] - state[at];
        double leftSquares = state[offset + SQUARES] - state[at + 1] - between(n, state[at], left, leftSum);
        state[offset + HELD + row] = last;
        state[offset + TOTAL] = left;
        state[offset + SUM] = left == 0 ? 0 : leftSum;
        state[offset + SQUARES] = leftSquares > 0 ? leftSquares : 0;
    }

    /** The increase in Σ(x − mean)² from the distance between the means of two sets. */
    private static double between(double n, double sum, double m, double otherSum) {
        if (n == 0 || m == 0) {
            return 0;
        }
        double distance = sum / n - otherSum / m;
        return distance * distance * n * m / (n + m);
    }

    private static int at(int offset, int row, int i) {
        return offset + BUCKET + 2 * (row * KEPT + i);
    }
}
