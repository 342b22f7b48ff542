package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;

/**
 * All settings of the detector of a device with several metrics.
 *
 * @param maxMetrics how many metrics of a device are included, in order of first appearance, in [2, 4096]
 * @param warmUp frames from which only the metrics are learnt, at least 2; the first score comes {@code scale.warmUp}
 *     frames later
 * @param levelWeight weight of {@link JointMember#LEVEL} in the score, in [0, 1]; the other members share the rest
 * @param standardiser brings all metrics to one scale
 * @param level changes of single levels
 * @param mewma distances by the covariance
 * @param pca residual of the principal components
 * @param scale makes the members comparable
 * @param tail turns their combination into a score
 * @param decision turns scores into unusual evaluations
 * @param alarm turns unusual evaluations into anomalies
 */
public record MultivariateConfig(
        int maxMetrics,
        int warmUp,
        double levelWeight,
        StandardiserConfig standardiser,
        LevelChangeConfig level,
        MewmaConfig mewma,
        IncrementalPcaConfig pca,
        LogScaleConfig scale,
        TailScaleConfig tail,
        DecisionConfig decision,
        AlarmConfig alarm) {

    /** The default: chosen in docs/detector-multivariate.md. First score at frame 121. */
    public static final MultivariateConfig DEFAULT = new MultivariateConfig(
            256,
            60,
            0.45,
            StandardiserConfig.DEFAULT,
            LevelChangeConfig.DEFAULT,
            MewmaConfig.DEFAULT,
            IncrementalPcaConfig.DEFAULT,
            LogScaleConfig.DEFAULT,
            TailScaleConfig.DEFAULT,
            DecisionConfig.DEFAULT,
            new AlarmConfig(3, 5, 5, 6, 2, 10, HoldOff.NONE));

    public MultivariateConfig {
        if (maxMetrics < 2 || maxMetrics > 4096) {
            throw new IllegalArgumentException("maxMetrics must be in [2, 4096], was " + maxMetrics);
        }
        if (warmUp < 2) {
            throw new IllegalArgumentException("warmUp must be at least 2, was " + warmUp);
        }
        if (!(levelWeight >= 0 && levelWeight <= 1)) {
            throw new IllegalArgumentException("levelWeight must be in [0, 1], was " + levelWeight);
        }
    }
}
