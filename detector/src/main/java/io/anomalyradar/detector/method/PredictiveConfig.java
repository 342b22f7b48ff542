package io.anomalyradar.detector.method;

/**
 * Settings of the {@link Predictive} detector.
 *
 * @param leastScore no sample is unusual below this score, −log₁₀ p, in [1, 100]; usually the threshold is higher: it
 *     follows from the budget
 */
public record PredictiveConfig(double leastScore) implements MethodConfig {

    /** Nothing more frequent than one sample in a thousand is unusual. */
    public static final PredictiveConfig DEFAULT = new PredictiveConfig(3);

    public PredictiveConfig {
        Settings.requireRange("leastScore", leastScore, 1, 100);
    }

    @Override
    public double threshold() {
        return leastScore;
    }

    @Override
    public boolean isCalibrated() {
        return true;
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(leastScore);
    }
}
