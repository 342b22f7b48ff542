package io.anomalyradar.detector.method;

/**
 * Settings of record novelty of the samples themselves.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param share the tail is at least this fraction of the spread, in [0, 10]
 */
public record RecordConfig(double threshold, double share) implements UnivariateConfig {

    /** Noise raises an alarm in about one of 10⁴ samples. */
    public static final RecordConfig DEFAULT = new RecordConfig(4, 0.2);

    public RecordConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("share", share, 0, 10);
    }

    @Override
    public Detector detector(int window) {
        return new Records(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(share);
    }
}
