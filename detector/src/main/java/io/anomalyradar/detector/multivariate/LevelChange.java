package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * How far the level of a metric has left its reference, in units of how far it usually does; {@value #SIZE} numbers in
 * a caller's array, zeros when fresh.
 *
 * <pre>
 * f' = f + fast (x − f)                 the level: an EWMA (Roberts, Technometrics 1, 1959)
 * r' = r + reference (f' − r)           what it is compared with
 * s' = s + spread (min((f' − r)², 16 s) − s)
 * u  = |f' − r| / √s, cut to limit
 * held when u &gt; enter, until u ≤ leave; while held, reference and spread are learnt at the rate thaw
 * </pre>
 *
 * <p>The spread is that of the difference itself, so a metric that always wanders (a temperature) must move further
 * than one that stands still (a flow), without a model of its autocorrelation. O(1), allocates nothing; holds only
 * settings and is thread-safe.
 */
final class LevelChange {

    /** The state size of a metric, in numbers. */
    public static final int SIZE = 5;

    private static final int COUNT = 0;
    private static final int LEVEL = 1;
    private static final int REFERENCE = 2;
    private static final int SPREAD = 3;
    private static final int HELD = 4;
    private static final double SPREAD_LIMIT = 16;
    private static final double THAW_OF_SPREAD = 0.3;
    private static final double TOLERANCE = 1e-4; // smallest spread, as a fraction of the reference
    private static final double SMALLEST = 1e-9;

    private final LevelChangeConfig config;

    /** A detector with these settings. */
    public LevelChange(LevelChangeConfig config) {
        this.config = config;
    }

    /** Learns from a finite value and returns u, in [0, limit]; 0 during warm-up. */
    public double step(double[] state, int offset, double value) {
        double count = state[offset + COUNT] + 1;
        state[offset + COUNT] = count;
        if (count == 1) {
            state[offset + LEVEL] = value;
            state[offset + REFERENCE] = value;
            return 0;
        }
        double equal = 1 / count;
        double level = state[offset + LEVEL];
        level += Numerics.larger(config.fast(), equal) * (value - level);
        state[offset + LEVEL] = level;
        double difference = level - state[offset + REFERENCE];
        double change = count < config.warmUp() ? 0 : change(state, offset, difference);
        boolean held =
                count > 2 * config.warmUp() && change > (isHeld(state, offset) ? config.leave() : config.enter());
        state[offset + HELD] = held ? 1 : 0;
        learn(state, offset, difference, equal, held);
        return change;
    }

    /** Whether the reference of the metric is frozen. */
    public boolean isHeld(double[] state, int offset) {
        return state[offset + HELD] != 0;
    }

    /** The level of the metric, in its unit. */
    public double level(double[] state, int offset) {
        return state[offset + LEVEL];
    }

    /** The reference of the level, in the metric's unit. */
    public double reference(double[] state, int offset) {
        return state[offset + REFERENCE];
    }

    private double change(double[] state, int offset, double difference) {
        double least = TOLERANCE * Math.abs(state[offset + REFERENCE]) + SMALLEST;
        double spread = Math.sqrt(state[offset + SPREAD] + least * least);
        return Numerics.clamp(Math.abs(difference) / spread, 0, config.limit());
    }

    private void learn(double[] state, int offset, double difference, double equal, boolean held) {
        double toReference = held ? config.thaw() : Numerics.larger(config.reference(), equal);
        double toSpread = held ? THAW_OF_SPREAD * config.thaw() : Numerics.larger(config.spread(), equal);
        double spread = state[offset + SPREAD];
        double square = difference * difference;
        if (state[offset + COUNT] > config.warmUp()) {
            double most = SPREAD_LIMIT * spread + SMALLEST * SMALLEST;
            square = square > most ? most : square;
        }
        state[offset + SPREAD] = spread + toSpread * (square - spread);
        state[offset + REFERENCE] += toReference * difference;
    }
}
