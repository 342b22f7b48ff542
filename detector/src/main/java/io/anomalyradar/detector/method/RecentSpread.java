package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The mean square of the newest {@value #LENGTH} errors, in sigmas, in {@value #SIZE} numbers in a caller's array, all
 * zeros when new: its logarithm is compared with those that the series has had.
 */
final class RecentSpread {

    private static final int SQUARE = 0;
    private static final int LOGARITHMS = 1;

    /** The state size, in numbers. */
    static final int SIZE = LOGARITHMS + LogTail.SIZE;

    /** Errors in a spread: so many values know their scale within a quarter. */
    static final int LENGTH = 32;

    private static final double LEAST = 2.0 / LENGTH; // the variance of the logarithm, so that there is one

    private RecentSpread() {}

    /** Takes the next error, in sigmas. */
    static void take(double[] state, int at, double error) {
        state[at + SQUARE] += 2.0 / (LENGTH + 1) * (error * error - state[at + SQUARE]);
    }

    private static double logarithm(double[] state, int at) {
        return Numerics.log(state[at + SQUARE] + LEAST);
    }

    /** The score of the spread; 0 if it is small. */
    static double score(double[] state, int at, double n, double known) {
        return n < LENGTH ? 0 : LogTail.score(state, at + LOGARITHMS, known, LENGTH, logarithm(state, at));
    }

    /** Learns the newest spread. */
    static void learn(double[] state, int at, double n, double known, double rate, double threshold) {
        if (n >= LENGTH) {
            double weight = Numerics.larger(rate, 1 / (n + 1 - LENGTH));
            LogTail.learn(state, at + LOGARITHMS, known, LENGTH, weight, logarithm(state, at), threshold);
        }
    }

    /** Begins again at the usual spread. */
    static void restart(double[] state, int at) {
        state[at + SQUARE] = Numerics.exp(LogTail.mean(state, at + LOGARITHMS)) - LEAST;
    }
}
