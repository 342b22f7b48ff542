package io.anomalyradar.detector.method;

/**
 * Settings of the spectral residual.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param share the tail of the saliency is at least this fraction of its spread, in [0, 10]
 */
public record SpectralResidualConfig(double threshold, double share) implements UnivariateConfig {

    /** Noise raises an alarm in about one of 10⁴ samples. */
    public static final SpectralResidualConfig DEFAULT = new SpectralResidualConfig(4, 0.2);

    public SpectralResidualConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("share", share, 0, 10);
    }

    @Override
    public Detector detector(int window) {
        return new SpectralResidual(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(share);
    }
}
