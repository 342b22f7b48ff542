package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.Fingerprint;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.ZScoreConfig;

/**
 * All settings of the detector of a series.
 *
 * @param method how samples are scored: the settings of one {@link Method}
 * @param window how many of the newest samples define what is normal, in [8, {@value #MAX_WINDOW}], for a method that
 *     {@linkplain MethodConfig#keepsWindow keeps} them
 * @param warmUp how many samples are learnt before any is scored, in [2, {@code window}]
 * @param alarm the alarm policy
 * @param budget the alarm budget
 */
public record DetectorConfig(MethodConfig method, int window, int warmUp, AlarmConfig alarm, BudgetConfig budget) {

    /** The largest window, in samples. */
    public static final int MAX_WINDOW = 100_000;

    /** The predictive detector with its alarm policy; warm-up of 60 samples. */
    public static final DetectorConfig DEFAULT =
            new DetectorConfig(PredictiveConfig.DEFAULT, 1_200, 60, AlarmConfig.DEFAULT, BudgetConfig.DEFAULT);

    /** The z-score detector with a window of 1,200 samples, alarming at 3 of 5; warm-up of 32 samples. */
    public static final DetectorConfig ZSCORE =
            new DetectorConfig(ZScoreConfig.DEFAULT, 1_200, 32, AlarmConfig.K_OF_N, BudgetConfig.DEFAULT);

    public DetectorConfig {
        if (window < 8 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in [8, " + MAX_WINDOW + "], was " + window);
        }
        if (warmUp < 2 || warmUp > window) {
            throw new IllegalArgumentException("warmUp must be in [2, " + window + "], was " + warmUp);
        }
    }

    /** A method with its own defaults: {@link #ZSCORE} for the z-score, else {@link #DEFAULT} with that method. */
    public static DetectorConfig of(Method method) {
        return method == Method.ZSCORE ? ZSCORE : DEFAULT.withMethod(method.defaults());
    }

    /** These settings with another method. */
    public DetectorConfig withMethod(MethodConfig method) {
        return new DetectorConfig(method, window, warmUp, alarm, budget);
    }

    /** These settings with another window; the warm-up is limited to it. */
    public DetectorConfig withWindow(int window) {
        return new DetectorConfig(method, window, Math.min(warmUp, window), alarm, budget);
    }

    /** These settings with another budget. */
    public DetectorConfig withBudget(BudgetConfig budget) {
        return new DetectorConfig(method, window, warmUp, alarm, budget);
    }

    /**
     * The identity of the configuration, carried by every score: the {@link Fingerprint} of the method's code, the
     * settings of the method, window, warm-up, alarm policy and budget. It is the same on every host and in every
     * release; two different configurations collide with a probability of 1 in 4·10⁹.
     */
    public int version() {
        Fingerprint fingerprint = new Fingerprint().add(Method.of(method).code());
        method.addTo(fingerprint);
        fingerprint.add(window).add(warmUp);
        alarm.addTo(fingerprint);
        budget.addTo(fingerprint);
        return fingerprint.value();
    }
}
