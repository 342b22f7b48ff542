package io.anomalyradar.detector.method;

/**
 * The run of exactly equal samples at the end of a stream, against the longest before it ({@link Spans}), in {@value #SIZE} numbers in a caller's
 * array, zeros when fresh. O(1), allocates nothing.
 *
 * <p>A counter of few values has long runs, and is surprised by far longer ones only; a signal that hardly ever changes has too few runs to
 * be surprised at all. The caller passes the newest sample, which it has already.
 */
final class EqualRun {

    private static final int LENGTH = 0; // equal samples up to the newest
    private static final int SPANS = 1;

    /** How many numbers the state takes. */
    public static final int SIZE = SPANS + Spans.SIZE;

    private EqualRun() {}

    /** How many equal samples there are up to {@code x}, from 1, where {@code newest} is the sample before it; of any value before the first. */
    public static double length(double[] state, int offset, double newest, double x) {
        return x == newest ? state[offset + LENGTH] + 1 : 1;
    }

    /** −log₁₀ of the chance of a run at least so long, in [0, ∞); 0 for one that is not longer than those before. */
    public static double score(double[] state, int offset, double length) {
        return length > 1 ? Spans.score(state, offset + SPANS, length) : 0;
    }

    /** Learns a sample with which the run has this {@link #length}. */
    public static void update(double[] state, int offset, double length) {
        double before = state[offset + LENGTH];
        if (length == 1 && before > 0) {
            Spans.update(state, offset + SPANS, before);
        }
        state[offset + LENGTH] = length;
    }
}
