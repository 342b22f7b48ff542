package io.anomalyradar.detector.method;

/**
 * Settings of the flat line.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param least the minimum number of equal samples for a flat line, in [2, 1000000]
 */
public record FlatLineConfig(double threshold, int least) implements UnivariateConfig {

    /** At least 12 equal samples. */
    public static final FlatLineConfig DEFAULT = new FlatLineConfig(5, 12);

    public FlatLineConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("least", least, 2, 1_000_000);
    }

    @Override
    public Detector detector(int window) {
        return new FlatLine(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(least);
    }
}
