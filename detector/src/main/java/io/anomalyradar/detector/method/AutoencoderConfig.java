package io.anomalyradar.detector.method;

/**
 * Settings of the {@link Autoencoder}.
 *
 * @param threshold no window is unusual below this score, −log₁₀ p, in [0.5, 100]; usually the threshold is higher: it
 *     follows from the budget
 */
public record AutoencoderConfig(double threshold) implements UnivariateConfig {

    /** Nothing more frequent than one window in a thousand is unusual. */
    public static final AutoencoderConfig DEFAULT = new AutoencoderConfig(3);

    public AutoencoderConfig {
        Settings.requireThreshold(threshold);
    }

    @Override
    public Detector detector(int window) {
        return new Autoencoder(this);
    }

    @Override
    public boolean isCalibrated() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold);
    }
}
