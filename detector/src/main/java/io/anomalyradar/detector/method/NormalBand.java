package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Scores a residual in sigmas as if it were standard normal: the evidence is −log₁₀ P(|Z| ≥ |z|), and the band is as
 * many sigmas wide as reach the threshold. If tails are heavier than normal, 10^−evidence is below the true
 * probability: a threshold then means a number of sigmas, not a number of alarms.
 */
final class NormalBand {

    /** The limit of residuals, so that a change in a signal without any spread still has a finite score. */
    public static final double MAX_RESIDUAL = 1e6;

    private final double usual;
    private final double usualSigmas;

    /** @param threshold the usual one, whose sigmas are precomputed */
    public NormalBand(double threshold) {
        this.usual = threshold;
        this.usualSigmas = Numerics.normalDeviate(threshold);
    }

    /** The number of sigmas that has this evidence. */
    public double sigmas(double threshold) {
        return threshold == usual ? usualSigmas : Numerics.normalDeviate(threshold);
    }

    /** distance / sigma, limited to ±{@value #MAX_RESIDUAL}; 0 if the distance is 0, for any sigma. */
    public static double residual(double distance, double sigma) {
        return distance == 0 ? 0 : Numerics.clamp(distance / sigma, -MAX_RESIDUAL, MAX_RESIDUAL);
    }

    /**
     * Scores a sample at this distance from its expected value: {@link Pattern#SPIKE} or {@link Pattern#DIP} from the
     * threshold on.
     */
    public void judge(double value, double expected, double sigma, double threshold, Verdict out) {
        double reach = sigmas(threshold) * sigma;
        double z = residual(value - expected, sigma);
        out.expect(expected, expected - reach, expected + reach);
        judge(z, z > 0 ? Pattern.SPIKE : Pattern.DIP, threshold, out);
    }

    /** Scores a residual, which has this pattern from the threshold on. */
    public static void judge(double z, Pattern unusual, double threshold, Verdict out) {
        double evidence = Numerics.normalTailScore(z);
        out.judge(z, evidence, evidence >= threshold ? unusual : Pattern.NONE);
    }
}
