package io.anomalyradar.detector.method;

/**
 * Settings of fixed limits.
 *
 * @param lower the smallest allowed value, in [−1e75, 1e75]; −1e75 means no limit
 * @param upper the greatest allowed value, at least {@code lower}; 1e75 means no limit
 * @param hysteresis a value that was beyond a limit is unusual until it is this far inside, at least 0
 */
public record LimitsConfig(double lower, double upper, double hysteresis) implements UnivariateConfig {

    /** No limits; they must be configured. */
    public static final LimitsConfig DEFAULT = new LimitsConfig(-1e75, 1e75, 0);

    public LimitsConfig {
        Settings.requireRange("lower", lower, -1e75, 1e75);
        Settings.requireRange("upper", upper, lower, 1e75);
        Settings.requireRange("hysteresis", hysteresis, 0, 1e75);
    }

    /** 0: a sample is unusual by its position. */
    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public Detector detector(int window) {
        return new Limits(this);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(lower).add(upper).add(hysteresis);
    }
}
