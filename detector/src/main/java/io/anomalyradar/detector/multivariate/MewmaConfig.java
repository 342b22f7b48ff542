package io.anomalyradar.detector.multivariate;

/**
 * Settings of the multivariate EWMA.
 *
 * @param lambda weight of a new frame in the averages, in (0, 1]
 * @param forgetting weight of a new frame in the covariance once 1 / {@code forgetting} frames were learnt, in (0, 0.1]
 * @param ridge added to the diagonal of the covariance of the standard scores, in [1e-6, 1]
 * @param block how many metrics are modelled jointly, in [1, 128]: a step costs O(block) per metric
 * @param refresh frames between two factorisations of the covariance, at least 16: O(block³ / 6) per block of metrics
 *     each
 */
record MewmaConfig(double lambda, double forgetting, double ridge, int block, int refresh) {

    /**
     * Averages over about 25 frames, memory of 50,000, ridge of 0.01, blocks of 32 metrics, factorised each 512 frames.
     */
    public static final MewmaConfig DEFAULT = new MewmaConfig(0.08, 2e-5, 0.01, 32, 512);

    public MewmaConfig {
        if (!(lambda > 0 && lambda <= 1)) {
            throw new IllegalArgumentException("lambda must be in (0, 1], was " + lambda);
        }
        if (!(forgetting > 0 && forgetting <= 0.1)) {
            throw new IllegalArgumentException("forgetting must be in (0, 0.1], was " + forgetting);
        }
        if (!(ridge >= 1e-6 && ridge <= 1)) {
            throw new IllegalArgumentException("ridge must be in [1e-6, 1], was " + ridge);
        }
        if (block < 1 || block > 128) {
            throw new IllegalArgumentException("block must be in [1, 128], was " + block);
        }
        if (refresh < 16) {
            throw new IllegalArgumentException("refresh must be at least 16, was " + refresh);
        }
    }
}
