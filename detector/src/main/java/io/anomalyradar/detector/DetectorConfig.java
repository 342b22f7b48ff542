package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.ensemble.EnsembleConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;

/**
 * All settings of the detector of a series.
 *
 * @param method how samples are judged
 * @param window how many newest samples say what is normal to the z-score detector, in [8, {@value #MAX_WINDOW}]; the ensemble keeps none
 * @param warmUp how many samples are learnt before any is scored, in [2, {@code window}]
 * @param zscore the z-score detector
 * @param ensemble the ensemble
 * @param alarm the alarm policy
 * @param budget how many alarms are asked for
 */
public record DetectorConfig(
        Method method,
        int window,
        int warmUp,
        ZScoreConfig zscore,
        EnsembleConfig ensemble,
        AlarmConfig alarm,
        BudgetConfig budget) {

    /** The largest window, in samples. */
    public static final int MAX_WINDOW = 100_000;

    /** The ensemble with its alarm policy; warm-up of 32 samples. */
    public static final DetectorConfig DEFAULT = new DetectorConfig(
            Method.ENSEMBLE,
            1_200,
            32,
            ZScoreConfig.DEFAULT,
            EnsembleConfig.DEFAULT,
            AlarmConfig.DEFAULT,
            BudgetConfig.DEFAULT);

    /** The z-score detector with a window of 1,200 samples, alarming at 3 of 5; warm-up of 32 samples. */
    public static final DetectorConfig ZSCORE = new DetectorConfig(
            Method.ZSCORE,
            1_200,
            32,
            ZScoreConfig.DEFAULT,
            EnsembleConfig.DEFAULT,
            AlarmConfig.K_OF_N,
            BudgetConfig.DEFAULT);

    public DetectorConfig {
        if (window < 8 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in [8, " + MAX_WINDOW + "], was " + window);
        }
        if (warmUp < 2 || warmUp > window) {
            throw new IllegalArgumentException("warmUp must be in [2, " + window + "], was " + warmUp);
        }
    }

    /** These settings with another window; the warm-up is cut to it. */
    public DetectorConfig withWindow(int window) {
        return new DetectorConfig(method, window, Math.min(warmUp, window), zscore, ensemble, alarm, budget);
    }

    /** These settings with another budget. */
    public DetectorConfig withBudget(BudgetConfig budget) {
        return new DetectorConfig(method, window, warmUp, zscore, ensemble, alarm, budget);
    }

    /**
     * The configuration's identity on every score: FNV-1a, 32 bits, over the eight bytes of each setting in the order of
     * declaration (whole numbers as long, others as IEEE-754 bits, highest byte first). The same on every host and in every release;
     * two different configurations share it with a chance of 1 in 4·10⁹.
     */
    public int version() {
        int hash = 0x811c9dc5;
        hash = mix(hash, method.code());
        hash = mix(hash, window);
        hash = mix(hash, warmUp);
        hash = mix(hash, zscore.spikeThreshold());
        hash = mix(hash, zscore.driftAllowance());
        hash = mix(hash, zscore.driftThreshold());
        hash = mix(hash, zscore.constantTolerance());
        hash = mix(hash, zscore.adaptAfter());
        hash = mix(hash, ensemble.threshold());
        hash = mix(hash, ensemble.seasonalWeight());
        hash = mix(hash, ensemble.levelWeight());
        hash = mix(hash, ensemble.sustainedWeight());
        hash = mix(hash, ensemble.shapeWeight());
        hash = mix(hash, alarm.unusual());
        hash = mix(hash, alarm.evaluations());
        hash = mix(hash, alarm.endAfter());
        hash = mix(hash, alarm.criticalScore());
        hash = mix(hash, alarm.growthFactor());
        hash = mix(hash, alarm.shiftAfter());
        hash = mix(hash, alarm.holdOff().millis());
        hash = mix(hash, alarm.holdOff().least());
        hash = mix(hash, alarm.holdOff().most());
        hash = mix(hash, budget.alarmsPerWeek());
        hash = mix(hash, budget.scope().code());
        return mix(hash, budget.fleetSeries());
    }

    private static int mix(int hash, double setting) {
        return mix(hash, Double.doubleToLongBits(setting));
    }

    private static int mix(int hash, long setting) {
        int mixed = hash;
        for (int shift = 56; shift >= 0; shift -= 8) {
            mixed = (mixed ^ ((int) (setting >>> shift) & 0xff)) * 0x01000193;
        }
        return mixed;
    }
}
