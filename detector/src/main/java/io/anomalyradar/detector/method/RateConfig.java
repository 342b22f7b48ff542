package io.anomalyradar.detector.method;

/**
 * Settings of the rate of change.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param share the tail of the rates is at least this fraction of their spread, in [0, 10]
 */
public record RateConfig(double threshold, double share) implements UnivariateConfig {

    /** Noise raises an alarm in about one of 10⁴ samples. */
    public static final RateConfig DEFAULT = new RateConfig(4, 0.2);

    public RateConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("share", share, 0, 10);
    }

    @Override
    public Detector detector(int window) {
        return new RateOfChange(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(share);
    }
}
