package io.anomalyradar.detector;

/**
 * The map from a score (−log₁₀ p, 0 to ∞) to the 0–1 scale shown to people: u = s / (s + 3).
 *
 * <p>p = 1 → 0, p = 10⁻³ → ½, p = 10⁻⁹ → 0.75, p = 10⁻²⁷ → 0.9. Strictly increasing up to scores of 10⁷, and in effect
 * far beyond (the finite score 10¹² still maps below 1), so that two extreme samples remain distinguishable.
 */
public final class ScoreScale {

    /** The score that maps to one half: a probability of one in a thousand. */
    private static final double HALF = 3;

    private ScoreScale() {}

    /** Maps a score in [0, ∞] to [0, 1]; NaN (not scored) stays NaN. */
    public static double toUnit(double score) {
        if (score < 0) {
            throw new IllegalArgumentException("score must not be negative, was " + score);
        }
        return score == Double.POSITIVE_INFINITY ? 1 : score / (score + HALF);
    }

    /** The score that {@link #toUnit} maps to {@code unit}, which must be in [0, 1]. */
    public static double fromUnit(double unit) {
        if (unit < 0 || unit > 1) {
            throw new IllegalArgumentException("unit must be in [0, 1], was " + unit);
        }
        return HALF * unit / (1 - unit);
    }
}
