package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The Page–Hinkley test: sums of deviations from the mean since the last shift, in both directions (Page, "Continuous
 * inspection schemes", Biometrika 41, 1954; Hinkley, "Inference about the change-point from cumulative sum tests",
 * Biometrika 58, 1971). After an alarm it restarts at the new level.
 *
 * <pre>
 * d = w (x − mean) / s,   U = max(0, U + d − k),   D = max(0, D − d − k)
 * </pre>
 *
 * <p>d is limited to ±{@value #CUT}, so that no short spike is a shift, and scaled by w² = (1 − ρ) / (1 + ρ) · n / (n +
 * {@value #LEAST}) to unit long-run variance. ρ ≥ 0 is the correlation of neighbours (as in
 * {@link io.anomalyradar.detector.method.ZScore}); the second factor accounts for estimating the mean from n samples.
 * Evidence: −log₁₀ of e^(−2 k max(U, D)), the probability that a sum of independent normal deviations ever gets as
 * high. O(1).
 */
final class PageHinkley implements Detector {

    private static final int COUNT = 0; // samples since the last shift
    private static final int MEAN = 1;
    private static final int SQUARES = 2; // Σ(x − mean)²
    private static final int PREVIOUS = 3;
    private static final int SUCCESSIVE = 4; // Σ(xᵢ − xᵢ₋₁)²
    private static final int UP = 5;
    private static final int DOWN = 6;
    private static final int SIZE = 7;

    private static final int LEAST = 32;
    private static final double CUT = 3;
    private static final double BAND = 4; // half its width, in sigmas

    private final double allowance;

    /** The detector with these settings. */
    public PageHinkley(PageHinkleyConfig config) {
        this.allowance = config.allowance();
    }

    @Override
    public int stateSize() {
        return SIZE;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double n = state[offset + COUNT];
        if (n < LEAST) {
            out.accept(value);
            return;
        }
        double mean = state[offset + MEAN];
        double sigma = Math.sqrt(state[offset + SQUARES] / (n - 1));
        double deviation = deviation(state, offset, value);
        double up = up(state, offset, deviation);
        double down = down(state, offset, deviation);
        double evidence = 2 * Numerics.LOG10_E * allowance * Numerics.larger(up, down);
        out.expect(mean, mean - BAND * sigma, mean + BAND * sigma);
        out.judge(up > down ? up : -down, evidence, evidence >= threshold ? Pattern.LEVEL_SHIFT : Pattern.NONE);
    }

    private double up(double[] state, int offset, double deviation) {
        return Numerics.larger(state[offset + UP] + deviation - allowance, 0);
    }

    private double down(double[] state, int offset, double deviation) {
        return Numerics.larger(state[offset + DOWN] - deviation - allowance, 0);
    }

    /** As 1 − ρ = δ² / (2 s²), (1 − ρ) / (1 + ρ) is successive / (4 squares − successive). */
    private static double deviation(double[] state, int offset, double value) {
        double n = state[offset + COUNT];
        double squares = state[offset + SQUARES];
        double distance = value - state[offset + MEAN];
        if (!(squares > 0)) {
            return distance == 0 ? 0 : distance > 0 ? CUT : -CUT;
        }
        double successive = Math.min(state[offset + SUCCESSIVE], 2 * squares);
        double weight = successive * n / ((4 * squares - successive) * (n + LEAST));
        double z = distance / Math.sqrt(squares / (n - 1));
        return Math.sqrt(weight) * Numerics.clamp(z, -CUT, CUT);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (verdict.unusual()) {
            for (int i = offset; i < offset + SIZE; i++) {
                state[i] = 0;
            }
        }
        double n = state[offset + COUNT] + 1;
        if (n > LEAST) {
            double deviation = deviation(state, offset, value);
            double up = up(state, offset, deviation);
            state[offset + DOWN] = down(state, offset, deviation);
            state[offset + UP] = up;
        }
        double learnt = n > LEAST ? clipped(state, offset, value) : value;
        double d = learnt - state[offset + MEAN];
        double step = n == 1 ? 0 : learnt - state[offset + PREVIOUS];
        state[offset + MEAN] += d / n;
        state[offset + SQUARES] += d * (learnt - state[offset + MEAN]);
        state[offset + SUCCESSIVE] += step * step;
        state[offset + COUNT] = n;
        state[offset + PREVIOUS] = learnt;
    }

    /** The value, limited to the deviation that counts: a shift moves its own reference by at most that. */
    private static double clipped(double[] state, int offset, double value) {
        double mean = state[offset + MEAN];
        double reach = CUT * Math.sqrt(state[offset + SQUARES] / (state[offset + COUNT] - 1));
        return Numerics.clamp(value, mean - reach, mean + reach);
    }
}
