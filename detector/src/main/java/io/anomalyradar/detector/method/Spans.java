package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Surprise of a span (a run of equal values, an interval without samples) that is longer than earlier ones, as −log₁₀
 * of the probability of a span at least as long, in {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>Peaks over threshold as in {@link io.anomalyradar.detector.method.Novelty}, with the {@value #KEPT} longest of n
 * spans. Lengths are often all equal (every interval is a minute), so they do not determine the tail; its scale is at
 * least half of the threshold:
 *
 * <pre>
 * P(L ≥ l) = {@value #KEPT} / n · e^(−(l − u) / σ),   σ = max(mean excess, u / 2),   l > u, the third longest
 * </pre>
 *
 * <p>A span is learnt as at most twice the longest, so that a very long one makes only spans up to twice as long
 * unsurprising. The surprise is 0 until there are {@value #ENOUGH} spans. O(1), allocates nothing.
 */
final class Spans {

    private static final int KEPT = 3;
    private static final int ENOUGH = 30;
    private static final int COUNT = 0;
    private static final int LONGEST = 1;

    /** The state size, in numbers. */
    public static final int SIZE = LONGEST + KEPT;

    private Spans() {}

    /** Whether there are enough spans to give a surprise. */
    public static boolean isReady(double[] state, int offset) {
        return state[offset + COUNT] >= ENOUGH;
    }

    /** The surprise of a span of this length, above 0; 0 if it is not longer than the third longest. */
    public static double score(double[] state, int offset, double length) {
        double threshold = state[offset + LONGEST + KEPT - 1];
        if (!isReady(state, offset) || length <= threshold) {
            return 0;
        }
        double excess = 0;
        for (int i = 0; i < KEPT - 1; i++) {
            excess += state[offset + LONGEST + i] - threshold;
        }
        double scale = Numerics.larger(excess / KEPT, 0.5 * threshold);
        double rare = Numerics.log10(state[offset + COUNT] / KEPT);
        return scale > 0 ? (length - threshold) / scale * Numerics.LOG10_E + rare : rare;
    }

    /** Learns a completed span, of a length above 0. */
    public static void update(double[] state, int offset, double length) {
        double longest = state[offset + LONGEST];
        double learnt = longest > 0 && length > 2 * longest ? 2 * longest : length;
        state[offset + COUNT]++;
        int i = offset + LONGEST + KEPT - 1;
        if (learnt <= state[i]) {
            return;
        }
        while (i > offset + LONGEST && state[i - 1] < learnt) {
            state[i] = state[i - 1];
            i--;
        }
        state[i] = learnt;
    }
}
