package io.anomalyradar.detector.method;

/**
 * Settings of the change of spread.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param rate weight of the newest difference, in [0.005, 0.5]
 */
public record VarianceConfig(double threshold, double rate) implements UnivariateConfig {

    /** Over about 24 samples. */
    public static final VarianceConfig DEFAULT = new VarianceConfig(4, 0.08);

    public VarianceConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("rate", rate, 0.005, 0.5);
    }

    @Override
    public Detector detector(int window) {
        return new VarianceChange(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(rate);
    }
}
