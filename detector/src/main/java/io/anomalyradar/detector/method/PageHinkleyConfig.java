package io.anomalyradar.detector.method;

/**
 * Settings of the Page–Hinkley test.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param allowance shifts of the mean below twice this are ignored, in sigmas, in [0.01, 10]
 */
public record PageHinkleyConfig(double threshold, double allowance) implements UnivariateConfig {

    /** Shifts of one sigma and more; a probability of one in 10⁸ per side. */
    public static final PageHinkleyConfig DEFAULT = new PageHinkleyConfig(8, 0.5);

    public PageHinkleyConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("allowance", allowance, 0.01, 10);
    }

    @Override
    public Detector detector(int window) {
        return new PageHinkley(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(allowance);
    }
}
