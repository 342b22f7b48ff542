package io.anomalyradar.detector.multivariate;

/**
 * Settings of the incremental principal components.
 *
 * @param components number of directions, in [1, 16]
 * @param forgetting weight of a new frame once 2 / {@code forgetting} frames were learnt, in (0, 0.1]
 * @param lambda weight of a new frame in the smoothed residual, in (0, 1]
 */
record IncrementalPcaConfig(int components, double forgetting, double lambda) {

    /** Three directions, a memory of 50,000 frames, a residual smoothed over about 25. */
    public static final IncrementalPcaConfig DEFAULT = new IncrementalPcaConfig(3, 2e-5, 0.08);

    public IncrementalPcaConfig {
        if (components < 1 || components > 16) {
            throw new IllegalArgumentException("components must be in [1, 16], was " + components);
        }
        if (!(forgetting > 0 && forgetting <= 0.1)) {
            throw new IllegalArgumentException("forgetting must be in (0, 0.1], was " + forgetting);
        }
        if (!(lambda > 0 && lambda <= 1)) {
            throw new IllegalArgumentException("lambda must be in (0, 1], was " + lambda);
        }
    }
}
