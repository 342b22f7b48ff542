package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The part of a series that is unusual at the moment, in {@value #SIZE} numbers in a caller's array, all zeros if there
 * is none. While it lasts, nothing is learnt. It ends with {@value #CALM} calm samples in a row, or is accepted as
 * usual after a day.
 */
final class Excursion {

    /** The state size, in numbers. */
    static final int SIZE = 4;

    /** How many calm samples end it. */
    static final int CALM = 5;

    private static final int LENGTH = 0; // samples; 0: none
    private static final int OPENER = 1; // what opened it, and the calm samples in a row, in parts of CALM_PARTS
    private static final int MEAN = 2; // of the differences from what is usual
    private static final int VARIANCE = 3; // of these

    private static final double CALM_PARTS = 8;

    private Excursion() {}

    static boolean isOpen(double[] state, int at) {
        return state[at + LENGTH] > 0;
    }

    /** What opened it: the longest span that counts, from 0: only samples. */
    static int opener(double[] state, int at) {
        return (int) state[at + OPENER];
    }

    static double length(double[] state, int at) {
        return state[at + LENGTH];
    }

    /** The difference from what was usual, to which it leads. */
    static double mean(double[] state, int at) {
        return state[at + MEAN];
    }

    static double variance(double[] state, int at) {
        return state[at + VARIANCE];
    }

    static void open(double[] state, int at, int opener, double difference) {
        state[at + LENGTH] = 1;
        state[at + OPENER] = opener;
        state[at + MEAN] = difference;
        state[at + VARIANCE] = 0;
    }

    /** Takes the next sample; returns whether the excursion is over with it. */
    static boolean take(double[] state, int at, double difference, boolean isCalm) {
        double length = ++state[at + LENGTH];
        double weight = Numerics.larger(1 / length, 1 / Predictive.LEAST_MEMORY);
        double off = difference - state[at + MEAN];
        state[at + MEAN] += weight * off;
        state[at + VARIANCE] += weight * (off * off - state[at + VARIANCE]);
        int opener = opener(state, at);
        double calm = isCalm ? CALM_PARTS * (state[at + OPENER] - opener) + 1 : 0;
        state[at + OPENER] = opener + calm / CALM_PARTS;
        return calm >= CALM;
    }

    static void close(double[] state, int at) {
        for (int i = 0; i < SIZE; i++) {
            state[at + i] = 0;
        }
    }
}
