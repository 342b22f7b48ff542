package io.anomalyradar.detector.seasonal;

/**
 * The usual value in each hour of the day (UTC), as an exponentially weighted mean of the samples seen in that hour: {@value #SIZE} numbers in a
 * caller's array, zeros when fresh.
 *
 * <pre>
 * m[h] ← m[h] + max(rate, 1 / c[h]) (x − m[h])
 * </pre>
 *
 * <p>The mean follows the newest 1/rate samples of its hour. Where samples are minutes apart it so compares the first samples of an hour with
 * the same hour of the day before, and those that follow more and more with their neighbours; a shift of the level is learnt within a day. Where
 * they are seconds apart it is a short moving average. O(1), allocates nothing.
 */
public final class DailyProfile {

    private static final int BINS = 24;
    private static final int COUNTS_PER_NUMBER = 12; // of 4 bits: 48 bits, which a double holds exactly
    private static final long DAY_MILLIS = 86_400_000;
    private static final long BIN_MILLIS = DAY_MILLIS / BINS;
    private static final int MOST = 15;
    private static final int ENOUGH = 4;

    /** How many numbers the state takes. */
    public static final int SIZE = BINS + BINS / COUNTS_PER_NUMBER;

    private final double rate;

    /** @param rate weight of the newest sample of an hour, in [1/15, 1] */
    public DailyProfile(double rate) {
        if (!(rate * MOST >= 1 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in [1/15, 1], was " + rate);
        }
        this.rate = rate;
    }

    /** Whether the hour of {@code timestampMillis} was seen often enough for {@link #expected}. */
    public boolean isKnown(double[] state, int offset, long timestampMillis) {
        return count(state, offset, bin(timestampMillis)) >= ENOUGH;
    }

    /** The usual value at this time. */
    public double expected(double[] state, int offset, long timestampMillis) {
        return state[offset + bin(timestampMillis)];
    }

    /** Learns a finite {@code x}. */
    public void update(double[] state, int offset, long timestampMillis, double x) {
        int bin = bin(timestampMillis);
        int count = count(state, offset, bin);
        if (count < MOST) {
            state[offset + BINS + bin / COUNTS_PER_NUMBER] += 1L << (4 * (bin % COUNTS_PER_NUMBER));
            count++;
        }
        double first = 1.0 / count;
        state[offset + bin] += (first > rate ? first : rate) * (x - state[offset + bin]);
    }

    private static int bin(long timestampMillis) {
        return (int) (Math.floorMod(timestampMillis, DAY_MILLIS) / BIN_MILLIS);
    }

    private static int count(double[] state, int offset, int bin) {
        long counts = (long) state[offset + BINS + bin / COUNTS_PER_NUMBER];
        return (int) (counts >> (4 * (bin % COUNTS_PER_NUMBER))) & MOST;
    }
}
