package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The logarithm of a statistic that is not negative, in standard deviations from its own mean: what makes members of a
 * different kind comparable. {@value #SIZE} numbers in a caller's array, zeros when fresh.
 *
 * <pre>
 * l = ln(x + 0.1),  v = (l − m) / √(s² + 0.05)
 * m' = m + a d,  s²' = s² + a (d² − s²),  d = l − m cut to ±clip s
 * a = max(1/n, forgetting), at most hold where l − m &gt; clip s
 * </pre>
 *
 * <p>Distances from a normal state are about log-normal: in logarithms a frame that is ten times as far does not
 * outweigh the other members a hundred times. O(1), allocates nothing; holds only settings and is thread-safe.
 */
final class LogScale {

    /** The state size, in numbers. */
    public static final int SIZE = 3;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final double OFFSET = 0.1; // keeps the logarithm of 0 near usual values
    private static final double SCORE_FLOOR = 0.05; // variance: a statistic that hardly varies must not dominate
    private static final double LEARN_FLOOR = 0.01;

    private final LogScaleConfig config;

    /** A scale with these settings. */
    public LogScale(LogScaleConfig config) {
        this.config = config;
    }

    /** Whether the next value gets a score. */
    public boolean isReady(double[] state, int offset) {
        return state[offset + COUNT] >= config.warmUp();
    }

    /** Learns from a finite statistic of at least 0, and returns v by what was learnt before; 0 during warm-up. */
    public double step(double[] state, int offset, double statistic) {
        double count = state[offset + COUNT];
        double log = Numerics.log(statistic + OFFSET);
        double mean = state[offset + MEAN];
        double variance = state[offset + VARIANCE];
        boolean warm = isReady(state, offset);
        double deviation = log - mean;
        double weight = Numerics.larger(1 / (count + 1), config.forgetting());
        double learnt = deviation;
        if (warm) {
            double most = config.clip() * Math.sqrt(variance + LEARN_FLOOR);
            if (deviation > most && weight > config.hold()) {
                weight = config.hold();
            }
            learnt = Numerics.clamp(deviation, -most, most);
        }
        state[offset + COUNT] = count + 1;
        state[offset + MEAN] = mean + weight * learnt;
        state[offset + VARIANCE] = variance + weight * (learnt * learnt - variance);
        return warm ? deviation / Math.sqrt(variance + SCORE_FLOOR) : 0;
    }
}
