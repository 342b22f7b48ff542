package io.anomalyradar.detector.method;

/**
 * Settings of the seasonal residual.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param share the tail of the residuals is at least this fraction of their spread, in [0, 10]
 */
public record SeasonalConfig(double threshold, double share) implements UnivariateConfig {

    /** Noise raises an alarm in about one of 10⁴ samples. */
    public static final SeasonalConfig DEFAULT = new SeasonalConfig(4, 0.3);

    public SeasonalConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("share", share, 0, 10);
    }

    @Override
    public Detector detector(int window) {
        return new SeasonalResidual(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(share);
    }
}
