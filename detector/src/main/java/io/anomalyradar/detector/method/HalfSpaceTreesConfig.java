package io.anomalyradar.detector.method;

/**
 * Settings of half-space trees.
 *
 * @param threshold score, −log₁₀ p, from which a sample is unusual, in [0.5, 100]
 * @param share the tail of the strangeness is at least this fraction of its spread, in [0, 10]
 */
public record HalfSpaceTreesConfig(double threshold, double share) implements UnivariateConfig {

    /** Noise raises an alarm in about one of 10⁴ samples. */
    public static final HalfSpaceTreesConfig DEFAULT = new HalfSpaceTreesConfig(4, 0.3);

    public HalfSpaceTreesConfig {
        Settings.requireThreshold(threshold);
        Settings.requireRange("share", share, 0, 10);
    }

    @Override
    public Detector detector(int window) {
        return new HalfSpaceTrees(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(threshold).add(share);
    }
}
