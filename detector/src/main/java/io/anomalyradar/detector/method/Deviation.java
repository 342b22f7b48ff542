package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Distance from the long-term level in long-term sigmas, smoothed over about as many samples as the signal stays on one
 * side of its level. A single sample of an oscillating signal has little weight; a signal that has left its level has
 * full weight.
 */
final class Deviation {

    private static final int LONG_TERM = 0;
    private static final int RHYTHM = ClippedEwma.SIZE;
    private static final int SMOOTHED = RHYTHM + Rhythm.SIZE;
    static final int SIZE = SMOOTHED + 1;

    private static final double LEAST_SAMPLES = 3;
    private static final double MOST_SAMPLES = 64;
    private static final double MOST = 1e3;

    private final ClippedEwma longTerm = new ClippedEwma(0.0003);

    double level(double[] state, int offset) {
        return longTerm.mean(state, offset + LONG_TERM);
    }

    double sigma(double[] state, int offset) {
        return longTerm.sigma(state, offset + LONG_TERM);
    }

    double residual(double[] state, int offset, double x) {
        return longTerm.residual(state, offset + LONG_TERM, x);
    }

    /** Average number of samples on one side of the level. */
    double stay(double[] state, int offset) {
        return Rhythm.length(state, offset + RHYTHM);
    }

    /** The smoothed distance, in sigmas. */
    double smoothed(double[] state, int offset) {
        return state[offset + SMOOTHED];
    }

    /** Learns {@code x}, the n-th sample, with this residual. */
    void update(double[] state, int offset, double n, double x, double residual) {
        Rhythm.update(state, offset + RHYTHM, residual);
        double samples = Numerics.clamp(stay(state, offset), LEAST_SAMPLES, MOST_SAMPLES);
        double distance = Numerics.clamp(Math.abs(residual), 0, MOST);
        state[offset + SMOOTHED] += 2 / (samples + 1) * (distance - state[offset + SMOOTHED]);
        longTerm.update(state, offset + LONG_TERM, n, x);
    }
}
