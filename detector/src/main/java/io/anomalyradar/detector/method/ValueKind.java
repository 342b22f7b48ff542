package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * What kind of values a series has, in {@value #SIZE} numbers in a caller's array, all zeros when new: a counter,
 * whole numbers, bounds that it never crossed, the smallest step.
 *
 * <p>A <b>counter</b> is never negative, has risen {@value #RISES_OF_A_COUNTER} times and never fallen, except to less
 * than half, where it begins again. What matters of a counter is its increase. A <b>bound</b> is 0 if no value was
 * negative, and the greatest value if it occurred {@value #TIES_OF_A_BOUND} times more.
 */
final class ValueKind {

    /** The state size, in numbers. */
    static final int SIZE = 6;

    private static final int PREVIOUS = 0;
    private static final int RISES = 1; // so far; NOT_A_COUNTER from the first fall on
    private static final int SEEN = 2; // FRACTIONS, NEGATIVES or both, and TIE for each time that HIGH came again
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int STEP = 5; // the smallest change; 0: none yet

    /* What was seen among the values. */
    private static final int FRACTIONS = 1;
    private static final int NEGATIVES = 2;
    private static final int TIE = 4;

    private static final double NOT_A_COUNTER = -1;
    private static final int RISES_OF_A_COUNTER = 16;
    private static final double RESTART = 0.5;
    private static final int TIES_OF_A_BOUND = 3;
    private static final double UNIFORM = 0.2887; // standard deviation of rounding to multiples of 1
    private static final double CONSTANT = 0.01; // the step of a series that has not changed, as a part of its value
    private static final double DIGITS = 1e-12; // the least step, as a part of the value

    private ValueKind() {}

    /** The newest value; meaningless before the first. */
    static double previous(double[] state, int at) {
        return state[at + PREVIOUS];
    }

    static boolean isCounter(double[] state, int at) {
        return state[at + RISES] >= RISES_OF_A_COUNTER;
    }

    /** Whether {@code x} is the first value of a counter that begins again. */
    static boolean isRestart(double[] state, int at, double x) {
        return isCounter(state, at) && x < state[at + PREVIOUS];
    }

    /** The standard deviation that rounding explains, above 0. */
    static double rounding(double[] state, int at, double level) {
        double step = isWhole(state, at) ? 1 : state[at + STEP];
        if (step == 0) {
            step = CONSTANT * Math.abs(level);
        }
        return UNIFORM * Numerics.larger(step, DIGITS * Math.abs(level)) + Double.MIN_NORMAL;
    }

    /** The bound below all values; −∞ if none is known. */
    static double floor(double[] state, int at) {
        return has(state, at, NEGATIVES) ? Double.NEGATIVE_INFINITY : isCounter(state, at) ? state[at + PREVIOUS] : 0;
    }

    /** The bound above all values; ∞ if none is known. */
    static double ceiling(double[] state, int at) {
        boolean isBound = state[at + SEEN] >= TIE * TIES_OF_A_BOUND && !isCounter(state, at);
        return isBound ? state[at + HIGH] : Double.POSITIVE_INFINITY;
    }

    /**
     * The value nearest to {@code x} that is at most {@code ranges} times the range of the past beyond the least or the
     * greatest value so far; of a counter, {@code x}.
     */
    static double nearPast(double[] state, int at, double x, double ranges) {
        double reach = ranges * (state[at + HIGH] - state[at + LOW]);
        return isCounter(state, at) ? x : Numerics.clamp(x, state[at + LOW] - reach, state[at + HIGH] + reach);
    }

    /** Whether all values are whole numbers. */
    static boolean isWhole(double[] state, int at) {
        return !has(state, at, FRACTIONS);
    }

    private static boolean has(double[] state, int at, int kind) {
        return ((int) state[at + SEEN] & kind) != 0;
    }

    private static void see(double[] state, int at, double x) {
        int seen = (int) state[at + SEEN] | (x == Math.floor(x) ? 0 : FRACTIONS) | (x < 0 ? NEGATIVES : 0);
        state[at + SEEN] = seen;
    }

    /** Learns the first value. */
    static void begin(double[] state, int at, double x) {
        state[at + PREVIOUS] = x;
        state[at + RISES] = x < 0 ? NOT_A_COUNTER : 0;
        see(state, at, x);
        state[at + HIGH] = x;
        state[at + LOW] = x;
    }

    /** Learns a later value; returns whether it became a counter, or is one no longer. */
    static boolean update(double[] state, int at, double x) {
        double before = state[at + PREVIOUS];
        double change = x - before;
        boolean wasCounter = isCounter(state, at);
        state[at + PREVIOUS] = x;
        see(state, at, x);
        if (change != 0 && (state[at + STEP] == 0 || Math.abs(change) < state[at + STEP])) {
            state[at + STEP] = Math.abs(change);
        }
        if (x > state[at + HIGH]) {
            state[at + HIGH] = x;
            state[at + SEEN] = (int) state[at + SEEN] & (FRACTIONS | NEGATIVES);
        } else if (x == state[at + HIGH] && state[at + SEEN] < TIE * TIES_OF_A_BOUND) {
            state[at + SEEN] += TIE;
        }
        state[at + LOW] = Math.min(state[at + LOW], x);
        if (state[at + RISES] >= 0) {
            if (change > 0) {
                state[at + RISES]++;
            } else if (change < 0 && (!wasCounter || x > RESTART * before)) {
                state[at + RISES] = NOT_A_COUNTER;
            }
        }
        return wasCounter != isCounter(state, at);
    }
}
