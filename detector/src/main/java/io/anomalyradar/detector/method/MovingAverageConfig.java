package io.anomalyradar.detector.method;

/**
 * Settings of the moving average chart.
 *
 * @param threshold score, −log₁₀ p of a normal deviate, from which a sample is unusual, in [0.5, 100]
 * @param span how many of the newest samples are averaged, in [2, 64]; at most as many as the window holds
 */
public record MovingAverageConfig(double threshold, int span) implements UnivariateConfig {

    /** The mean of 12 samples; 6.7 is five sigmas. */
    public static final MovingAverageConfig DEFAULT = new MovingAverageConfig(6.7, 12);

    public MovingAverageConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("span", span, 2, 64);
    }

    @Override
    public Detector detector(int window) {
        return new MovingAverage(this, window);
    }

    @Override
    public boolean keepsWindow() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(span);
    }
}
