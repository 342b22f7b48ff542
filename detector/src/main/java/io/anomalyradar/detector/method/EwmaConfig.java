package io.anomalyradar.detector.method;

/**
 * Settings of the EWMA chart.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param rate weight of the newest sample, in [0.01, 1]
 */
public record EwmaConfig(double threshold, double rate) implements UnivariateConfig {

    /** About 20 samples; 6.7 is five sigmas. */
    public static final EwmaConfig DEFAULT = new EwmaConfig(6.7, 0.1);

    public EwmaConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("rate", rate, 0.01, 1);
    }

    @Override
    public Detector detector(int window) {
        return new EwmaChart(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(rate);
    }
}
