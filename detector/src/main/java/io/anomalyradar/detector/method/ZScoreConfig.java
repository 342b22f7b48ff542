package io.anomalyradar.detector.method;

/**
 * Settings of the z-score detector.
 *
 * @param spikeThreshold distance from the expected value at which a sample is unusual, and half the width of the band,
 *     in sigmas, in [1, 1000]
 * @param driftAllowance k of the CUSUM: deviations of a mean below this are not drift, in sigmas, in (0, 10]
 * @param driftThreshold h of the CUSUM: accumulated deviation at which a sample is unusual, in sigmas, in [1, 1000].
 *     Independent normal samples reach it about once in e^(2k(h + 1.17)) / (2k²) samples on each side
 * @param constantTolerance minimum sigma of a signal that is mostly constant, as a fraction of the magnitude of its
 *     mean, in [0, 1]
 * @param adaptAfter the excess of unusual over usual samples from which unusual samples are learnt unclipped, at least
 *     1
 */
public record ZScoreConfig(
        double spikeThreshold, double driftAllowance, double driftThreshold, double constantTolerance, int adaptAfter)
        implements MethodConfig {

    /** Band of 4 σ; drifts of more than ¾ σ, a false one in about 7·10⁷ samples; adapts after 120 samples. */
    public static final ZScoreConfig DEFAULT = new ZScoreConfig(4, 0.75, 11, 0.01, 120);

    public ZScoreConfig {
        requireRange("spikeThreshold", spikeThreshold, 1, 1000);
        requireRange("driftAllowance", driftAllowance, Double.MIN_VALUE, 10);
        requireRange("driftThreshold", driftThreshold, 1, 1000);
        requireRange("constantTolerance", constantTolerance, 0, 1);
        if (adaptAfter < 1) {
            throw new IllegalArgumentException("adaptAfter must be at least 1, was " + adaptAfter);
        }
    }

    /** 0: a sample is unusual by its distance from the mean, or by drift. */
    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public boolean keepsWindow() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint
                .add(spikeThreshold)
                .add(driftAllowance)
                .add(driftThreshold)
                .add(constantTolerance)
                .add(adaptAfter);
    }

    private static void requireRange(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) { // negated so that NaN is rejected
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "], was " + value);
        }
    }
}
