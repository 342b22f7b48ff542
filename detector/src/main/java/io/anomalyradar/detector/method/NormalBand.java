package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Judgement by a residual in sigmas, as if it were standard normal: evidence −log₁₀ P(|Z| ≥ |z|), and a band of as many sigmas as reach the threshold.
 * Where tails are heavier than normal, 10^−evidence is below the true chance: a threshold says how many sigmas, not how many alarms.
 */
final class NormalBand {

    /** Residuals are cut off here, so that a change of a signal without any spread still has a finite score. */
    public static final double MAX_RESIDUAL = 1e6;

    private final double usual;
    private final double usualSigmas;

    /** @param threshold the usual one, whose sigmas are computed once */
    public NormalBand(double threshold) {
        this.usual = threshold;
        this.usualSigmas = Numerics.normalDeviate(threshold);
    }

    /** How many sigmas have this evidence. */
    public double sigmas(double threshold) {
        return threshold == usual ? usualSigmas : Numerics.normalDeviate(threshold);
    }

    /** distance / sigma, cut to ±{@value #MAX_RESIDUAL}; 0 for no distance, whatever sigma is. */
    public static double residual(double distance, double sigma) {
        return distance == 0 ? 0 : Numerics.clamp(distance / sigma, -MAX_RESIDUAL, MAX_RESIDUAL);
    }

    /** Judges a sample that is this far from what was expected of it: {@link Pattern#SPIKE} or {@link Pattern#DIP} from the threshold on. */
    public void judge(double value, double expected, double sigma, double threshold, Verdict out) {
        double reach = sigmas(threshold) * sigma;
        double z = residual(value - expected, sigma);
        out.expect(expected, expected - reach, expected + reach);
        judge(z, z > 0 ? Pattern.SPIKE : Pattern.DIP, threshold, out);
    }

    /** Judges a residual, which has this pattern from the threshold on. */
    public static void judge(double z, Pattern unusual, double threshold, Verdict out) {
        double evidence = Numerics.normalTailScore(z);
        out.judge(z, evidence, evidence >= threshold ? unusual : Pattern.NONE);
    }
}
