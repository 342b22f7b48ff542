package io.anomalyradar.detector.method;

/**
 * Settings of the robust z-score.
 *
 * @param threshold score, −log₁₀ p of a normal deviate, from which a sample is unusual, in [0.5, 100]
 * @param constantTolerance minimum sigma of a signal most of whose samples are equal, as a fraction of the magnitude of
 *     its median, in [0, 1]
 */
public record RobustZScoreConfig(double threshold, double constantTolerance) implements UnivariateConfig {

    /** 6.7: five sigmas. */
    public static final RobustZScoreConfig DEFAULT = new RobustZScoreConfig(6.7, 0.01);

    public RobustZScoreConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("constantTolerance", constantTolerance, 0, 1);
    }

    @Override
    public Detector detector(int window) {
        return new RobustZScore(this, window);
    }

    @Override
    public boolean keepsWindow() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(constantTolerance);
    }
}
