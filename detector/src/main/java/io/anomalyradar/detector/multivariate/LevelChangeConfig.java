package io.anomalyradar.detector.multivariate;

/**
 * Settings of the level change.
 *
 * @param fast weight of a new sample in the fast average, in (0, 1]
 * @param reference weight of a new sample in the reference, in (0, {@code fast}]
 * @param spread weight of a new sample in the spread of their difference, in (0, {@code fast}]
 * @param enter difference at which a metric is held, in spreads, above {@code leave}
 * @param leave difference below which it is no longer held, in spreads, above 0
 * @param thaw weight of a new sample in the reference while the metric is held, in [0, {@code reference}]: what lasts
 *     becomes normal
 * @param limit differences are limited to this, in spreads, at least {@code enter}
 * @param warmUp samples of a metric before there is a difference, at least 2; it may be held after twice as many
 */
record LevelChangeConfig(
        double fast,
        double reference,
        double spread,
        double enter,
        double leave,
        double thaw,
        double limit,
        int warmUp) {

    /**
     * Fast average over about 25 samples, reference over 200; held from 4.1 to 2 spreads; a lasting change is learnt in
     * 10,000.
     */
    public static final LevelChangeConfig DEFAULT = new LevelChangeConfig(0.08, 0.01, 0.003, 4.1, 2, 1e-4, 20, 60);

    public LevelChangeConfig {
        if (!(fast > 0 && fast <= 1)) {
            throw new IllegalArgumentException("fast must be in (0, 1], was " + fast);
        }
        if (!(reference > 0 && reference <= fast)) {
            throw new IllegalArgumentException("reference must be in (0, " + fast + "], was " + reference);
        }
        if (!(spread > 0 && spread <= fast)) {
            throw new IllegalArgumentException("spread must be in (0, " + fast + "], was " + spread);
        }
        if (!(leave > 0 && enter > leave)) {
            throw new IllegalArgumentException("enter must be above leave above 0, were " + enter + " and " + leave);
        }
        if (!(thaw >= 0 && thaw <= reference)) {
            throw new IllegalArgumentException("thaw must be in [0, " + reference + "], was " + thaw);
        }
        if (!(limit >= enter)) {
            throw new IllegalArgumentException("limit must be at least " + enter + ", was " + limit);
        }
        if (warmUp < 2) {
            throw new IllegalArgumentException("warmUp must be at least 2, was " + warmUp);
        }
    }
}
