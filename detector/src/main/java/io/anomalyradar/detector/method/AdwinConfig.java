package io.anomalyradar.detector.method;

/**
 * Settings of the adaptive window.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 */
public record AdwinConfig(double threshold) implements UnivariateConfig {

    /** A probability of one in 10⁴ per test. */
    public static final AdwinConfig DEFAULT = new AdwinConfig(4);

    public AdwinConfig {
        Settings.requireThreshold(threshold);
    }

    @Override
    public Detector detector(int window) {
        return new Adwin(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold);
    }
}
