package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Alarm;

/**
 * The positions of the numbers of a state: those of the device in one array, those of the metrics in one array per
 * part.
 *
 * @param block metrics per block of the covariance
 * @param components principal components
 * @param evaluations number of evaluations that the alarm policy considers
 */
record MultivariateLayout(int block, int components, int evaluations) {

    static final int FRAMES = 0;
    static final int SCORED = 1; // frames with a standard score
    static final int JOINT = 2;
    static final int RESIDUAL = 3;
    static final int UNUSUAL = 4;
    static final int SCALES = 5;
    static final int TAIL = SCALES + JointMember.COUNT * LogScale.SIZE;
    static final int ALARM = TAIL + TailScale.SIZE;

    static MultivariateLayout of(MultivariateConfig config) {
        return new MultivariateLayout(
                config.mewma().block(),
                config.pca().components(),
                config.alarm().evaluations());
    }

    int device() {
        return ALARM + Alarm.stateSize(evaluations);
    }

    static int standard(int metrics) {
        return metrics * Standardiser.SIZE;
    }

    static int level(int metrics) {
        return metrics * LevelChange.SIZE;
    }

    int components(int metrics) {
        return metrics * components;
    }

    /** Lower triangles of blocks along the diagonal. */
    int covariance(int metrics) {
        int rest = metrics % block;
        return metrics / block * (block * (block + 1) / 2) + rest * (rest + 1) / 2;
    }
}
