package io.anomalyradar.detector.method;

/**
 * Settings of the {@link Ensemble}.
 *
 * @param threshold score from which a sample is unusual, −log₁₀ p, in [1, 100]. Noise raises an alarm in about 4 ·
 *     10^−threshold of its samples (docs/detector.md)
 * @param seasonalWeight factor of the surprise of the seasonal residual, in [0, 2]; 0 disables the member
 * @param levelWeight the same for the running mean
 * @param sustainedWeight the same for consecutive samples; below 1, because their surprises are not independent
 * @param shapeWeight the same for the shape of a window
 * @param flatLineWeight the same for a run of equal samples; well below 1, because such runs are not random: at 0.25 a
 *     run must be about fifteen times as long as earlier ones
 */
public record EnsembleConfig(
        double threshold,
        double seasonalWeight,
        double levelWeight,
        double sustainedWeight,
        double shapeWeight,
        double flatLineWeight)
        implements MethodConfig {

    /** The settings that docs/detector.md gives the evidence for. */
    public static final EnsembleConfig DEFAULT = new EnsembleConfig(3.8, 1, 1, 0.85, 0.7, 0.25);

    public EnsembleConfig {
        requireRange("threshold", threshold, 1, 100);
        requireRange("seasonalWeight", seasonalWeight, 0, 2);
        requireRange("levelWeight", levelWeight, 0, 2);
        requireRange("sustainedWeight", sustainedWeight, 0, 2);
        requireRange("shapeWeight", shapeWeight, 0, 2);
        requireRange("flatLineWeight", flatLineWeight, 0, 2);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint
                .add(threshold)
                .add(seasonalWeight)
                .add(levelWeight)
                .add(sustainedWeight)
                .add(shapeWeight)
                .add(flatLineWeight);
    }

    private static void requireRange(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) { // negated so that NaN is rejected
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "], was " + value);
        }
    }
}
