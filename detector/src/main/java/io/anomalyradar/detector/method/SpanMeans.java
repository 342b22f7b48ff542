package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Running means of the differences from what is usual, over spans of 4, 16 and 64 samples, in {@value #SIZE} numbers in
 * a caller's array, all zeros when new: they show shifts and drifts that no single sample shows.
 *
 * <p>A mean is compared with the means that the series has had: with their variance, which is at least that of
 * independent differences, and with their {@link Tail}.
 */
final class SpanMeans {

    /** The number of spans. */
    static final int COUNT = 3;

    /** The longest span, in samples. */
    static final double LONGEST = 64;

    private static final double[] LENGTHS = {4, 16, LONGEST};
    private static final int MEAN = 0;
    private static final int VARIANCE = MEAN + COUNT;
    private static final int TAILS = VARIANCE + COUNT;

    /** The state size, in numbers. */
    static final int SIZE = TAILS + 2 * COUNT * Tail.SIZE;

    private static final double UNCERTAIN = 2; // the squared relative error of a variance of n values is 2 / n

    private SpanMeans() {}

    /** Takes the next difference. */
    static void take(double[] state, int at, double difference) {
        for (int i = 0; i < COUNT; i++) {
            state[at + MEAN + i] += 2 / (LENGTHS[i] + 1) * (difference - state[at + MEAN + i]);
        }
    }

    /** The mean of a span. */
    static double mean(double[] state, int at, int span) {
        return state[at + MEAN + span];
    }

    /** The mean of a span, standardised. */
    private static double standardised(double[] state, int at, int span, double n, double sigma, double unknown) {
        double length = LENGTHS[span];
        double theory = sigma * sigma / length;
        double variance = Numerics.larger(theory, state[at + VARIANCE + span]) * (1 + UNCERTAIN * length / n);
        return state[at + MEAN + span] / Math.sqrt(variance + unknown * unknown);
    }

    /**
     * The score of a span's mean, negated if it is low.
     *
     * @param sigma of differences
     * @param known how many values the tails know
     * @param unknown by which all differences of a span may differ together: it does not average out
     */
    static double score(double[] state, int at, int span, double n, double known, double sigma, double unknown) {
        double length = LENGTHS[span];
        if (n < length) {
            return 0;
        }
        double s = standardised(state, at, span, n, sigma, unknown);
        return s > 0
                ? Tail.score(state, tail(at, span, 0), known, length, s)
                : -Tail.score(state, tail(at, span, 1), known, length, -s);
    }

    /** Learns the newest means. */
    static void learn(
            double[] state,
            int at,
            double n,
            double known,
            double sigma,
            double unknown,
            double rate,
            double threshold) {
        for (int span = 0; span < COUNT; span++) {
            double mean = state[at + MEAN + span];
            if (n >= LENGTHS[span]) {
                double s = standardised(state, at, span, n, sigma, unknown);
                Tail.update(state, tail(at, span, 0), known, LENGTHS[span], s, threshold);
                Tail.update(state, tail(at, span, 1), known, LENGTHS[span], -s, threshold);
            }
            state[at + VARIANCE + span] += rate * (mean * mean - state[at + VARIANCE + span]);
        }
    }

    /** Begins new spans. */
    static void restart(double[] state, int at) {
        for (int i = 0; i < COUNT; i++) {
            state[at + MEAN + i] = 0;
        }
    }

    private static int tail(int at, int span, int side) {
        return at + TAILS + (2 * span + side) * Tail.SIZE;
    }
}
