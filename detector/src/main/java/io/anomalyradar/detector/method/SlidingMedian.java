package io.anomalyradar.detector.method;

/**
 * The newest {@code capacity} values of a series, in order of arrival and in order of size, so that any order statistic
 * can be read directly: {@link #stateSize()} numbers in a caller's array, all zeros when new.
 *
 * <p>A push finds both positions by bisection and moves the values between them: O(capacity) with the constant of a
 * block copy. Median and quantiles are O(1), the median absolute deviation O(log capacity). All are exact: the same
 * values give the same bits, whatever the history. Allocates nothing; the object holds only the capacity and is
 * thread-safe.
 */
final class SlidingMedian {

    private static final int HEAD = 0; // position in the ring for the next value
    private static final int COUNT = 1;
    private static final int RING = 2;

    private final int capacity;
    private final int sorted; // start of the values in ascending order

    /** A window of this many values, at least 1. */
    public SlidingMedian(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
        this.sorted = RING + capacity;
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return sorted + capacity;
    }

    /** The number of values. */
    public int count(double[] state, int offset) {
        return (int) state[offset + COUNT];
    }

    /** Adds the newest value, which must be finite; if full, the oldest is evicted. */
    public void push(double[] state, int offset, double value) {
        // −0 becomes 0: the two compare equal, so it would be undefined which of them is evicted
        double x = value == 0 ? 0 : value;
        int head = (int) state[offset + HEAD];
        int n = count(state, offset);
        int first = offset + sorted;
        if (n < capacity) {
            int in = rank(state, first, n, x);
            System.arraycopy(state, first + in, state, first + in + 1, n - in);
            state[first + in] = x;
            state[offset + COUNT] = n + 1;
        } else {
            int out = rank(state, first, n, state[offset + RING + head]);
            int in = rank(state, first, n, x);
            if (in > out) {
                in--;
                System.arraycopy(state, first + out + 1, state, first + out, in - out);
            } else {
                System.arraycopy(state, first + in, state, first + in + 1, out - in);
            }
            state[first + in] = x;
        }
        state[offset + RING + head] = x;
        state[offset + HEAD] = head + 1 == capacity ? 0 : head + 1;
    }

    /** How many of the n ascending numbers from {@code first} on are below {@code x}. */
    private static int rank(double[] state, int first, int n, double x) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (state[first + middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The {@code p}-quantile, p in [0, 1]; between two values, their mean. 0 if empty. */
    public double quantile(double[] state, int offset, double p) {
        int n = count(state, offset);
        if (n == 0) {
            return 0;
        }
        double place = p * (n - 1);
        int below = (int) place;
        int above = below < place ? below + 1 : below;
        double low = state[offset + sorted + below];
        return low + 0.5 * (state[offset + sorted + above] - low);
    }

    /** The median; the mean of the two middle values if there are two. 0 if empty. */
    public double median(double[] state, int offset) {
        return quantile(state, offset, 0.5);
    }

    /**
     * The median of |x − median| (Hampel, "The influence curve and its role in robust estimation", JASA 69, 1974). 0 if
     * empty.
     */
    public double deviation(double[] state, int offset) {
        int n = count(state, offset);
        if (n == 0) {
            return 0;
        }
        double median = median(state, offset);
        double upper = nearest(state, offset + sorted, n, median, n / 2);
        double lower = (n & 1) == 1 ? upper : nearest(state, offset + sorted, n, median, n / 2 - 1);
        return lower + 0.5 * (upper - lower);
    }

    /**
     * The k-th smallest distance to {@code centre}, from 0: the k + 1 nearest values are adjacent in order of size, so
     * bisection finds the first of them.
     */
    private static double nearest(double[] state, int first, int n, double centre, int k) {
        int low = 0;
        int high = n - k - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (centre - state[first + middle] > state[first + middle + k + 1] - centre) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double left = centre - state[first + low];
        double right = state[first + low + k] - centre;
        return left > right ? left : right;
    }
}
