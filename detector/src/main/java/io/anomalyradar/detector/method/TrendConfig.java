package io.anomalyradar.detector.method;

/**
 * Settings of the trend.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 */
public record TrendConfig(double threshold) implements UnivariateConfig {

    /** A probability of one in 10⁸ per window, if its samples were only noise around a line. */
    public static final TrendConfig DEFAULT = new TrendConfig(8);

    public TrendConfig {
        Settings.requireThreshold(threshold);
    }

    @Override
    public Detector detector(int window) {
        return new TrendDetector(this, window);
    }

    @Override
    public boolean keepsWindow() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold);
    }
}
