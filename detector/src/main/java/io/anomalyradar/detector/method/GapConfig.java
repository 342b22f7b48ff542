package io.anomalyradar.detector.method;

/**
 * Settings of the gap.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param least an interval shorter than this many usual ones is not a gap, in [1, 1e6]
 */
public record GapConfig(double threshold, double least) implements UnivariateConfig {

    /** At least three intervals. */
    public static final GapConfig DEFAULT = new GapConfig(4, 3);

    public GapConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("least", least, 1, 1e6);
    }

    @Override
    public Detector detector(int window) {
        return new Gap(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(least);
    }
}
