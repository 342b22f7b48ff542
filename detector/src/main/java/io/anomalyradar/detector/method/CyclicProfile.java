package io.anomalyradar.detector.method;

/**
 * The usual value in each part of a cycle, as an exponentially weighted mean of the samples in it: {@link #stateSize()}
 * numbers in a caller's array, all zeros when new.
 *
 * <pre>
 * m[b] ← m[b] + max(rate, 1 / c[b]) (x − m[b])
 * </pre>
 *
 * <p>The mean follows the newest 1/rate samples of its part. O(1), allocates nothing. The object holds only settings
 * and is thread-safe.
 */
final class CyclicProfile {

    private static final int COUNTS_PER_NUMBER = 12; // of 4 bits: 48 bits, which a double holds exactly
    private static final int MOST = 15;
    private static final int ENOUGH = 4;

    private final int bins;
    private final double rate;

    /**
     * @param bins parts of the cycle, at least 1
     * @param rate weight of the newest sample of a part, in [1/15, 1]
     */
    public CyclicProfile(int bins, double rate) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, was " + bins);
        }
        if (!(rate * MOST >= 1 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in [1/15, 1], was " + rate);
        }
        this.bins = bins;
        this.rate = rate;
    }

    /** The state size of a profile, in numbers. */
    static int stateSize(int bins) {
        return bins + (bins + COUNTS_PER_NUMBER - 1) / COUNTS_PER_NUMBER;
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return stateSize(bins);
    }

    /** Whether the part has enough samples for {@link #expected}. */
    public boolean isKnown(double[] state, int offset, int bin) {
        return count(state, offset, bin) >= ENOUGH;
    }

    /** The usual value in this part. */
    public double expected(double[] state, int offset, int bin) {
        return state[offset + bin];
    }

    /**
     * Whether the part or the one {@code before} it has enough samples for {@link #expected(double[], int, int, int)}.
     */
    boolean isKnown(double[] state, int offset, int bin, int before) {
        return isKnown(state, offset, bin) || isKnown(state, offset, before);
    }

    /**
     * The usual value in this part. While it is uncertain, it is mixed with that of the part {@code before} it: the
     * fewer samples, the more.
     */
    double expected(double[] state, int offset, int bin, int before) {
        int count = count(state, offset, bin);
        if (count >= ENOUGH) {
            return state[offset + bin];
        }
        return state[offset + before] + (double) count / ENOUGH * (state[offset + bin] - state[offset + before]);
    }

    /** Learns a finite {@code x}. */
    public void update(double[] state, int offset, int bin, double x) {
        int count = count(state, offset, bin);
        if (count < MOST) {
            state[offset + bins + bin / COUNTS_PER_NUMBER] += 1L << (4 * (bin % COUNTS_PER_NUMBER));
            count++;
        }
        double first = 1.0 / count;
        state[offset + bin] += (first > rate ? first : rate) * (x - state[offset + bin]);
    }

    private int count(double[] state, int offset, int bin) {
        long counts = (long) state[offset + bins + bin / COUNTS_PER_NUMBER];
        return (int) (counts >> (4 * (bin % COUNTS_PER_NUMBER))) & MOST;
    }
}
