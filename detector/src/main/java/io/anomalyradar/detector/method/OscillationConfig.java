package io.anomalyradar.detector.method;

/**
 * Settings of oscillation.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 */
public record OscillationConfig(double threshold) implements UnivariateConfig {

    /** An oscillation that stands out as never before. */
    public static final OscillationConfig DEFAULT = new OscillationConfig(4);

    public OscillationConfig {
        Settings.requireThreshold(threshold);
    }

    @Override
    public Detector detector(int window) {
        return new Oscillation(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold);
    }
}
