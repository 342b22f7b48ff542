package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The mean square of the newest {@value #LENGTH} errors, in sigmas, in {@value #SIZE} numbers in a caller's array, all
 * zeros when new: its logarithm is compared with those that the series has had.
 */
final class RecentSpread {

    private static final int SQUARE = 0;
    private static final int MEAN = 1; // of the logarithm
    private static final int VARIANCE = 2; // of the logarithm
    private static final int TAIL = 3;

    /** The state size, in numbers. */
    static final int SIZE = TAIL + Tail.SIZE;

    private static final int LENGTH = 32;
    private static final double LEAST = 0.01; // mean square, so that its logarithm exists
    private static final double LEAST_VARIANCE = 2.0 / LENGTH; // of the logarithm, of Gaussian errors

    private RecentSpread() {}

    /** Takes the next error, in sigmas. */
    static void take(double[] state, int at, double error) {
        state[at + SQUARE] += 2.0 / (LENGTH + 1) * (error * error - state[at + SQUARE]);
    }

    private static double logarithm(double[] state, int at) {
        return Numerics.log(state[at + SQUARE] + LEAST);
    }

    private static double standardised(double[] state, int at, double logarithm) {
        return (logarithm - state[at + MEAN]) / Math.sqrt(state[at + VARIANCE] + LEAST_VARIANCE);
    }

    /** The score of the spread; 0 if it is small. */
    static double score(double[] state, int at, double n, double known) {
        return n < LENGTH
                ? 0
                : Tail.score(state, at + TAIL, known, LENGTH, standardised(state, at, logarithm(state, at)));
    }

    /** Learns the newest spread. */
    static void learn(double[] state, int at, double n, double known, double rate, double threshold) {
        if (n < LENGTH) {
            return;
        }
        double logarithm = logarithm(state, at);
        Tail.update(state, at + TAIL, known, LENGTH, standardised(state, at, logarithm), threshold);
        double weight = Numerics.larger(rate, 1 / (n + 1 - LENGTH));
        double off = logarithm - state[at + MEAN];
        state[at + MEAN] += weight * off;
        state[at + VARIANCE] += weight * (off * off - state[at + VARIANCE]);
    }

    /** Begins again at the usual spread. */
    static void restart(double[] state, int at) {
        state[at + SQUARE] = Numerics.exp(state[at + MEAN]) - LEAST;
    }
}
