package io.anomalyradar.detector.method;

/** Range checks of settings. */
final class Settings {

    private Settings() {}

    /** Throws an {@link IllegalArgumentException} that names the setting and its value, unless it is in [min, max]. */
    public static void requireRange(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) { // negated so that NaN is rejected
            throw new IllegalArgumentException(name + " must be in [" + min + ", " + max + "], was " + value);
        }
    }

    /** The same for a threshold, −log₁₀ p, which is in [0.5, 100]. */
    public static void requireThreshold(double threshold) {
        requireRange("threshold", threshold, 0.5, 100);
    }
}
