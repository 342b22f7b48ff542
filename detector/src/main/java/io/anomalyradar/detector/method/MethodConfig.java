package io.anomalyradar.detector.method;

/** The settings of one method of scoring samples: an immutable record in the package of its detector. */
public interface MethodConfig {

    /** Score, −log₁₀ p, from which a sample is unusual; 0 if the method does not decide by its score. */
    double threshold();

    /** Adds each setting, in order of declaration. */
    void addTo(Fingerprint fingerprint);

    /** Whether the detector keeps a window of raw samples, of the configured length. */
    default boolean keepsWindow() {
        return false;
    }

    /** Whether scores are calibrated, so that the threshold follows from the false anomalies that are accepted. */
    default boolean isCalibrated() {
        return false;
    }
}
