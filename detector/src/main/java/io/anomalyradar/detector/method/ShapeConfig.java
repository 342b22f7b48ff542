package io.anomalyradar.detector.method;

/**
 * Settings of the memory of shapes.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 */
public record ShapeConfig(double threshold) implements UnivariateConfig {

    /** A window that is much farther from all remembered shapes than any before. */
    public static final ShapeConfig DEFAULT = new ShapeConfig(3);

    public ShapeConfig {
        Settings.requireThreshold(threshold);
    }

    @Override
    public Detector detector(int window) {
        return new UnknownShape(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold);
    }
}
