package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * How many samples a signal stays on one side of its level, on average: {@value #SIZE} numbers in a caller's array, all
 * zeros when new.
 *
 * <p>The signal changes sides when it enters the other side by a quarter of a sigma (a Schmitt trigger, so that noise
 * around the level does not count). The average is about 2.5 for white noise and half a period for a sine wave. From 50
 * crossings on, the newest has a weight of {@value #RATE}. O(1), allocates nothing.
 */
final class Rhythm {

    /** The state size, in numbers. */
    public static final int SIZE = 4;

    private static final int SIDE = 0;
    private static final int RUN = 1;
    private static final int CROSSINGS = 2;
    private static final int LENGTH = 3;
    private static final double HYSTERESIS = 0.25;
    private static final double RATE = 0.02;
    private static final double MOST_COUNTED = 50;

    private Rhythm() {}

    /** The average number of samples between crossings; 0 before the first. */
    public static double length(double[] state, int offset) {
        return state[offset + LENGTH];
    }

    /** Processes a sample, given its residual in sigmas. */
    public static void update(double[] state, int offset, double residual) {
        double before = state[offset + SIDE];
        double side = residual > HYSTERESIS ? 1 : residual < -HYSTERESIS ? -1 : before;
        double run = state[offset + RUN] + 1;
        if (side != before) {
            if (before != 0) {
                double crossings = Math.min(state[offset + CROSSINGS] + 1, MOST_COUNTED);
                state[offset + CROSSINGS] = crossings;
                state[offset + LENGTH] += Numerics.learningRate(RATE, crossings) * (run - state[offset + LENGTH]);
            }
            run = 0;
            state[offset + SIDE] = side;
        }
        state[offset + RUN] = run;
    }
}
