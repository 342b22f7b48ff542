package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.method.Fingerprint;

/**
 * Settings of the alarm policy.
 *
 * @param unusual k: how many unusual evaluations open an anomaly, in [1, {@code evaluations}]
 * @param evaluations n: the number of newest evaluations among which they are counted, in [1, 30]
 * @param endAfter how many consecutive evaluations that are not unusual end an anomaly, at least 1
 * @param criticalScore peak score from which the anomaly is critical, above 0; or twice the budget's threshold if that
 *     is higher
 * @param growthFactor an anomaly is emitted again, or a new one is emitted within the hold-off, when a score is this
 *     many times the score emitted last, at least 1.1. Severity and pattern change once each, so this limits the
 *     revisions: scores are below 2.2e11
 * @param shiftAfter how many consecutive evaluations beyond the same side of the band make it a level shift, at least 1
 * @param holdOff how long an alarm suppresses others
 * @param relevance which unusual evaluations count
 */
public record AlarmConfig(
        int unusual,
        int evaluations,
        int endAfter,
        double criticalScore,
        double growthFactor,
        int shiftAfter,
        HoldOff holdOff,
        Relevance relevance) {

    /**
     * For the default detector, which knows by itself how long an anomaly lasts: one unusual evaluation opens an
     * anomaly; it ends after 5 usual ones; it is critical from a probability of 1 in 10⁹; it is emitted again at 1.5
     * times the score.
     */
    public static final AlarmConfig DEFAULT = new AlarmConfig(1, 1, 5, 9, 1.5, 10, HoldOff.NONE);

    /** For detectors that are noisy per sample: 3 of 5, emitted again at twice the score, no hold-off. */
    public static final AlarmConfig K_OF_N = new AlarmConfig(3, 5, 5, 9, 2, 10, HoldOff.NONE);

    /** A policy in which every unusual evaluation is relevant. */
    public AlarmConfig(
            int unusual,
            int evaluations,
            int endAfter,
            double criticalScore,
            double growthFactor,
            int shiftAfter,
            HoldOff holdOff) {
        this(unusual, evaluations, endAfter, criticalScore, growthFactor, shiftAfter, holdOff, Relevance.ALL);
    }

    public AlarmConfig {
        if (evaluations < 1 || evaluations > 30) {
            throw new IllegalArgumentException("evaluations must be in [1, 30], was " + evaluations);
        }
        if (unusual < 1 || unusual > evaluations) {
            throw new IllegalArgumentException("unusual must be in [1, " + evaluations + "], was " + unusual);
        }
        if (endAfter < 1) {
            throw new IllegalArgumentException("endAfter must be at least 1, was " + endAfter);
        }
        if (!(criticalScore > 0)) {
            throw new IllegalArgumentException("criticalScore must be above 0, was " + criticalScore);
        }
        if (!(growthFactor >= 1.1)) {
            throw new IllegalArgumentException("growthFactor must be at least 1.1, was " + growthFactor);
        }
        if (shiftAfter < 1) {
            throw new IllegalArgumentException("shiftAfter must be at least 1, was " + shiftAfter);
        }
    }

    /** Adds each setting, in order of declaration. */
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(unusual).add(evaluations).add(endAfter);
        fingerprint.add(criticalScore).add(growthFactor).add(shiftAfter);
        fingerprint.add(holdOff.millis()).add(holdOff.least()).add(holdOff.most());
        relevance.addTo(fingerprint);
    }
}
