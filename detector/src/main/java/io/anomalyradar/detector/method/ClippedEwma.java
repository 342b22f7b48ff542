package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Exponentially weighted mean and variance that clip each sample to {@value #CLIP} sigmas before learning it:
 * {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <pre>
 * d = clamp(x − m, ±{@value #CLIP} σ),  a = max(rate, 1/n):   m ← m + a d,   σ² ← (1 − a)(σ² + a d²)
 * </pre>
 *
 * <p>Until there are 1/rate samples, this is the plain mean and variance of all of them (West, "Updating mean and
 * variance estimates", CACM 22, 1979); after that, one that forgets. Clipping (winsorising) starts after {@value #FREE}
 * samples; after a permanent shift, σ widens by √(1 + 8a) per sample until the new level is within it. O(1), allocates
 * nothing.
 */
final class ClippedEwma {

    /** The state size, in numbers. */
    public static final int SIZE = 2;

    private static final int MEAN = 0;
    private static final int VARIANCE = 1;
    private static final double CLIP = 3;
    private static final int FREE = 20;
    private static final double MAX_RESIDUAL = 1e6;

    private final double rate;

    /** @param rate weight of the newest sample, in (0, 1] */
    public ClippedEwma(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in (0, 1], was " + rate);
        }
        this.rate = rate;
    }

    /** The mean; 0 when new. */
    public double mean(double[] state, int offset) {
        return state[offset + MEAN];
    }

    /** The standard deviation; 0 when new. */
    public double sigma(double[] state, int offset) {
        return Math.sqrt(state[offset + VARIANCE]);
    }

    /** (x − mean) / sigma, limited to ±10⁶; 0 at the mean, and so also if the signal has never changed. */
    public double residual(double[] state, int offset, double x) {
        double d = x - state[offset + MEAN];
        return d == 0 ? 0 : Numerics.clamp(d / sigma(state, offset), -MAX_RESIDUAL, MAX_RESIDUAL);
    }

    /** Learns a finite {@code x}, the {@code n}-th sample, n ≥ 1. */
    public void update(double[] state, int offset, double n, double x) {
        double variance = state[offset + VARIANCE];
        double d = x - state[offset + MEAN];
        if (n > FREE && variance > 0) {
            double most = CLIP * Math.sqrt(variance);
            d = Numerics.clamp(d, -most, most);
        }
        double a = Numerics.learningRate(rate, n);
        state[offset + MEAN] += a * d;
        state[offset + VARIANCE] = (1 - a) * (variance + a * d * d);
    }
}
