package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * A small memory of the shapes of earlier windows of a signal, and the distance of the newest window to the nearest of
 * them: {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>A window consists of {@value #POINTS} points. Each point is the sample of a block of consecutive ones that is
 * farthest from the level, so that a spike survives the thinning. A window ends with each block. Shapes are learnt by
 * adaptive resonance (Carpenter, Grossberg and Rosen, "Fuzzy ART", Neural Networks 4, 1991): a window that resonates
 * with its nearest template moves it slightly; a window that does not becomes a template and replaces the least
 * recently used one. The vigilance adapts: it requires a distance below twice the usual one.
 *
 * <p>O({@value #TEMPLATES} × {@value #POINTS}) once per block, O(1) otherwise; allocates nothing.
 */
final class ShapeMemory {

    /*
     * Distance. With e the differences of window and template, point by point, and h = e₂ + e₃ − e₀ − e₁ (a Haar
     * wavelet) of each half:
     *
     *   ( Σ|eᵢ| + ½ Σ|eᵢ₊₁ − eᵢ| + ¼ Σ|h| + |e₇| ) / (WEIGHTS σ)
     *
     * So the shape counts besides the level, and the newest point counts twice.
     *
     * Vigilance. The usual distance is a mean of the distances so far; the newest has a weight of at least 1/500.
     */

    /** Points of a window. */
    public static final int POINTS = 8;

    /** Number of templates. */
    public static final int TEMPLATES = 11;

    private static final int BLOCK = 0; // samples in a block; 0 is 1
    private static final int FILL = 1; // samples in the open block
    private static final int WINDOWS = 2; // number of windows so far
    private static final int DISTANCE = 3; // of the newest window
    private static final int USUAL = 4; // mean distance
    private static final int POINT = 5; // oldest first; the open block's farthest sample is after the last
    private static final int USED = POINT + POINTS + 1; // number of the window that used it last; 0 is free
    private static final int TEMPLATE = USED + TEMPLATES;

    /** The state size, in numbers. */
    public static final int SIZE = TEMPLATE + TEMPLATES * POINTS;

    private static final double WEIGHTS = 13.5; // 8 levels, 7 halves, 2 halves, and 1 more, by their weights
    private static final double VIGILANCE = 2;
    private static final double LEARNING = 0.1;
    private static final double FORGETTING = 1.0 / 500;
    private static final int FIRST = 3; // windows before the usual distance is meaningful

    private ShapeMemory() {}

    /** Samples in a block, at least 1. */
    public static int block(double[] state, int offset) {
        return Math.max((int) state[offset + BLOCK], 1);
    }

    /** Discards everything and starts from scratch with blocks of this many samples. */
    public static void restart(double[] state, int offset, int block) {
        for (int i = offset; i < offset + SIZE; i++) {
            state[i] = 0;
        }
        state[offset + BLOCK] = block;
    }

    /** The number of windows so far. */
    public static double windows(double[] state, int offset) {
        return state[offset + WINDOWS];
    }

    /** Distance of the newest window to the shapes remembered before it, in sigmas per point; 0 before there is one. */
    public static double distance(double[] state, int offset) {
        return state[offset + DISTANCE];
    }

    /**
     * Processes a sample of a signal with this level and spread; if it ends a window, measures the window and then
     * learns it.
     *
     * @return whether {@link #distance} is new
     */
    public static boolean add(double[] state, int offset, double x, double level, double sigma) {
        int open = offset + POINT + POINTS;
        double fill = state[offset + FILL] + 1;
        if (fill == 1 || Math.abs(x - level) > Math.abs(state[open] - level)) {
            state[open] = x;
        }
        if (fill < state[offset + BLOCK]) {
            state[offset + FILL] = fill;
            return false;
        }
        state[offset + FILL] = 0;
        System.arraycopy(state, offset + POINT + 1, state, offset + POINT, POINTS);
        state[offset + WINDOWS]++;
        if (state[offset + WINDOWS] < POINTS || !(sigma > 0)) {
            return false;
        }
        resonate(state, offset, sigma);
        return true;
    }

    private static void resonate(double[] state, int offset, double sigma) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TEMPLATES; i++) {
            if (state[offset + USED + i] > 0) {
                double distance = distance(state, offset + POINT, offset + TEMPLATE + i * POINTS);
                nearest = distance < least ? i : nearest;
                least = Math.min(least, distance); // without a branch, which would be mispredicted
            }
        }
        double distance = nearest < 0 ? 0 : least / (WEIGHTS * sigma);
        double seen = state[offset + WINDOWS] - POINTS;
        if (seen >= FIRST) {
            double rate = Numerics.learningRate(FORGETTING, seen - FIRST + 1);
            state[offset + USUAL] += rate * (distance - state[offset + USUAL]);
        }
        state[offset + DISTANCE] = distance;
        if (nearest < 0 || distance > VIGILANCE * state[offset + USUAL]) {
            learn(state, offset, oldest(state, offset), 1);
        } else {
            learn(state, offset, nearest, LEARNING);
        }
    }

    /** A free template, or else the least recently used one. */
    private static int oldest(double[] state, int offset) {
        int oldest = 0;
        for (int i = 1; i < TEMPLATES; i++) {
            if (state[offset + USED + i] < state[offset + USED + oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    private static void learn(double[] state, int offset, int template, double rate) {
        int at = offset + TEMPLATE + template * POINTS;
        for (int i = 0; i < POINTS; i++) {
            double before = state[at + i];
            double point = state[offset + POINT + i];
            state[at + i] = rate == 1 ? point : before + rate * (point - before);
        }
        state[offset + USED + template] = state[offset + WINDOWS];
    }

    /*
     * Point by point instead of a loop: the loop takes twice as long where the compiler does not unroll it, as in a
     * browser.
     */
    private static double distance(double[] state, int window, int template) {
        double e0 = state[window] - state[template];
        double e1 = state[window + 1] - state[template + 1];
        double e2 = state[window + 2] - state[template + 2];
        double e3 = state[window + 3] - state[template + 3];
        double e4 = state[window + 4] - state[template + 4];
        double e5 = state[window + 5] - state[template + 5];
        double e6 = state[window + 6] - state[template + 6];
        double e7 = state[window + 7] - state[template + 7];
        double last = Math.abs(e7);
        double levels = Math.abs(e0) + Math.abs(e1) + Math.abs(e2) + Math.abs(e3);
        levels = levels + Math.abs(e4) + Math.abs(e5) + Math.abs(e6) + last;
        double steps = Math.abs(e1 - e0) + Math.abs(e2 - e1) + Math.abs(e3 - e2) + Math.abs(e4 - e3);
        steps = steps + Math.abs(e5 - e4) + Math.abs(e6 - e5) + Math.abs(e7 - e6);
        double halves = Math.abs(e2 - (e0 + e1) + e3) + Math.abs(e6 - (e4 + e5) + e7);
        return levels + 0.5 * steps + 0.25 * halves + last;
    }
}
