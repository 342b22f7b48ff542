package io.anomalyradar.detector.method;

/**
 * The logarithm of a statistic above 0, compared with the logarithms that it has had: their mean, their variance and
 * their {@link Tail} on the high side, in {@value #SIZE} numbers in a caller's array, all zeros when new. O(1),
 * allocates nothing.
 */
final class LogTail {

    private static final int MEAN = 0;
    private static final int VARIANCE = 1;
    private static final int TAIL = 2;

    /** The state size, in numbers. */
    static final int SIZE = TAIL + Tail.SIZE;

    private LogTail() {}

    /** The mean logarithm. */
    static double mean(double[] state, int at) {
        return state[at + MEAN];
    }

    /** The standard deviation of a mean of {@code length} squares: at least that of Gaussian values. */
    private static double sigma(double[] state, int at, double length) {
        return Math.sqrt(state[at + VARIANCE] + 2 / length);
    }

    private static double standardised(double[] state, int at, double length, double logarithm) {
        return (logarithm - state[at + MEAN]) / sigma(state, at, length);
    }

    /**
     * The score of a logarithm; 0 below the mean.
     *
     * @param known how many values the tail knows
     * @param length how many consecutive values are worth one that is independent
     */
    static double score(double[] state, int at, double known, double length, double logarithm) {
        return Tail.score(state, at + TAIL, known, length, standardised(state, at, length, logarithm));
    }

    /** The logarithm that has this score. */
    static double quantile(double[] state, int at, double known, double length, double score) {
        return state[at + MEAN] + sigma(state, at, length) * Tail.quantile(state, at + TAIL, known, length, score);
    }

    /**
     * Learns a logarithm.
     *
     * @param weight of the newest value in mean and variance
     * @param threshold score from which a value is unusual
     */
    static void learn(
            double[] state, int at, double known, double length, double weight, double logarithm, double threshold) {
        Tail.update(state, at + TAIL, known, length, standardised(state, at, length, logarithm), threshold);
        double off = logarithm - state[at + MEAN];
        state[at + MEAN] += weight * off;
        state[at + VARIANCE] += weight * (off * off - state[at + VARIANCE]);
    }
}
