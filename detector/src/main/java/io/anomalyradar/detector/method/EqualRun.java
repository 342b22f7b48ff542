package io.anomalyradar.detector.method;

/**
 * The run of exactly equal samples at the end of a stream, compared with the longest earlier runs ({@link Spans}), in
 * {@value #SIZE} numbers in a caller's array, all zeros when new. O(1), allocates nothing.
 *
 * <p>A counter with few values has long runs, and only far longer ones are surprising. A signal that hardly ever
 * changes has too few runs to give a surprise at all. The caller passes the newest sample, which it stores anyway.
 */
final class EqualRun {

    private static final int LENGTH = 0; // equal samples up to the newest
    private static final int SPANS = 1;

    /** The state size, in numbers. */
    public static final int SIZE = SPANS + Spans.SIZE;

    private EqualRun() {}

    /**
     * The number of equal samples up to {@code x}, at least 1, where {@code newest} is the previous sample; before the
     * first sample, {@code newest} may have any value.
     */
    public static double length(double[] state, int offset, double newest, double x) {
        return x == newest ? state[offset + LENGTH] + 1 : 1;
    }

    /** −log₁₀ of the probability of a run at least this long, in [0, ∞); 0 if it is not longer than earlier ones. */
    public static double score(double[] state, int offset, double length) {
        return length > 1 ? Spans.score(state, offset + SPANS, length) : 0;
    }

    /** Learns a sample; the run then has this {@link #length}. */
    public static void update(double[] state, int offset, double length) {
        double before = state[offset + LENGTH];
        if (length == 1 && before > 0) {
            Spans.update(state, offset + SPANS, before);
        }
        state[offset + LENGTH] = length;
    }
}
