package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;

/**
 * All settings of the detector of a series.
 *
 * @param window how many newest samples say what is normal, in [8, {@value #MAX_WINDOW}]
 * @param warmUp how many samples are learnt before any is scored, in [2, {@code window}]
 * @param zscore the z-score detector
 * @param alarm the alarm policy
 */
public record DetectorConfig(int window, int warmUp, ZScoreConfig zscore, AlarmConfig alarm) {

    /** The largest window, in samples. */
    public static final int MAX_WINDOW = 100_000;

    /** Window of 1,200 samples, warm-up of 32, and the defaults of the parts. */
    public static final DetectorConfig DEFAULT =
            new DetectorConfig(1_200, 32, ZScoreConfig.DEFAULT, AlarmConfig.DEFAULT);

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
        return new DetectorConfig(window, Math.min(warmUp, window), zscore, alarm);
    }

    /**
     * The configuration's identity on every score: FNV-1a, 32 bits, over the eight bytes of each setting in the order of
     * declaration (whole numbers as long, others as IEEE-754 bits, highest byte first). The same on every host and in every release;
     * two different configurations share it with a chance of 1 in 4·10⁹.
     */
    public int version() {
        int hash = 0x811c9dc5;
        hash = mix(hash, window);
        hash = mix(hash, warmUp);
        hash = mix(hash, zscore.spikeThreshold());
        hash = mix(hash, zscore.driftAllowance());
        hash = mix(hash, zscore.driftThreshold());
        hash = mix(hash, zscore.constantTolerance());
        hash = mix(hash, zscore.adaptAfter());
        hash = mix(hash, alarm.unusual());
        hash = mix(hash, alarm.evaluations());
        hash = mix(hash, alarm.endAfter());
        hash = mix(hash, alarm.criticalScore());
        hash = mix(hash, alarm.growthFactor());
        return mix(hash, alarm.shiftAfter());
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
