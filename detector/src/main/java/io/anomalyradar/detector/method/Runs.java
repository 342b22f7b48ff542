package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The run of equal values at the end of a series, compared with earlier runs on the same side of the level, in
 * {@value #SIZE} numbers in a caller's array, all zeros when new. A door that is mostly closed has long runs below the
 * level and short ones above.
 *
 * <pre>
 * runs of length l a sample = 2 / samples · e^(−(l − u) / σ),   l > u, the second longest;   σ = max(longest − u, u) / 2
 * </pre>
 */
final class Runs {

    private static final int LENGTH = 0; // of the newest run
    private static final int SIDES = 1;
    private static final int COUNT = 0; // of a side
    private static final int LONGEST = 1;
    private static final int SECOND = 2;
    private static final int SIDE = 3;

    /** The state size, in numbers. */
    static final int SIZE = SIDES + 2 * SIDE;

    private Runs() {}

    /** Takes the next value; it is equal to the one before, or ends the run of those, which were above the level. */
    static void take(double[] state, int at, boolean isEqual, boolean wasAbove) {
        if (isEqual) {
            state[at + LENGTH]++;
        } else {
            learn(state, at, wasAbove);
            state[at + LENGTH] = 1;
        }
    }

    /** The score of the newest run, after {@code n} values. */
    static double score(double[] state, int at, double n, boolean isAbove) {
        int side = side(at, isAbove);
        double second = state[side + SECOND];
        if (state[side + COUNT] < Predictive.FEW || state[at + LENGTH] <= second) {
            return 0;
        }
        double scale = Numerics.larger(state[side + LONGEST] - second, second) / 2;
        return (state[at + LENGTH] - second) / scale * Numerics.LOG10_E + Numerics.log10(n / 2);
    }

    /** Learns the newest run as it is. */
    static void learn(double[] state, int at, boolean isAbove) {
        int side = side(at, isAbove);
        double length = state[at + LENGTH];
        if (length == 0) {
            return;
        }
        state[side + COUNT]++;
        if (length > state[side + LONGEST]) {
            state[side + SECOND] = state[side + LONGEST];
            state[side + LONGEST] = length;
        } else if (length > state[side + SECOND]) {
            state[side + SECOND] = length;
        }
    }

    private static int side(int at, boolean isAbove) {
        return at + SIDES + (isAbove ? 0 : SIDE);
    }
}
