package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;

/**
 * Record novelty of the distance between the newest window and the remembered shapes, and a measure of how unusual
 * recent windows are. A window spans about two stays on one side of the level, so one period of a periodic signal.
 * {@link #stateSize()} numbers in a caller's array, all zeros when new.
 */
final class Shape {

    private static final int MEMORY = 0;
    private static final int STRANGENESS = ShapeMemory.SIZE; // smoothed distance
    private static final int USUAL = STRANGENESS + 1;
    private static final int COUNT = USUAL + ClippedEwma.SIZE; // number of samples that USUAL has learnt
    private static final int NOVELTY = COUNT + 1;

    private static final int FIRST_CHECK = 256;
    private static final int CHECK_EVERY = 4_096;
    private static final double STAYS = 2;
    private static final double MOST_SAMPLES = 64;
    private static final int SETTLED = 8; // windows after the first
    private static final int SETTLED_SAMPLES = 48;

    private final Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.ABOVE));
    private final ClippedEwma usual = new ClippedEwma(0.001);

    /** Without settings. */
    public Shape() {}

    /** The state size, in numbers. */
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    /** How far the smoothed distance is above its usual value, in sigmas, at least 0. */
    public double strangeness(double[] state, int offset) {
        if (state[offset + COUNT] < 2) {
            return 0;
        }
        return Numerics.larger(usual.residual(state, offset + USUAL, state[offset + STRANGENESS]), 0);
    }

    /** The surprise of the window that ends with {@code x}, the n-th sample; 0 within a block; then learns it. */
    public double step(double[] state, int offset, double n, double x, double level, double sigma, double stay) {
        if (n == FIRST_CHECK || Numerics.isMultiple(n, CHECK_EVERY)) {
            keepPace(state, offset, stay);
        }
        double score = 0;
        int memory = offset + MEMORY;
        boolean measured = ShapeMemory.add(state, memory, x, level, sigma);
        double distance = ShapeMemory.distance(state, memory);
        if (measured && ShapeMemory.windows(state, memory) > ShapeMemory.POINTS + SETTLED) {
            score = novelty.score(state, offset + NOVELTY, distance);
            novelty.update(state, offset + NOVELTY, distance);
        }
        int window = ShapeMemory.POINTS * ShapeMemory.block(state, memory);
        state[offset + STRANGENESS] += 2.0 / (window + 1) * (distance - state[offset + STRANGENESS]);
        if (ShapeMemory.windows(state, memory) > ShapeMemory.POINTS && n > FIRST_CHECK + SETTLED_SAMPLES) {
            state[offset + COUNT]++;
            usual.update(state, offset + USUAL, state[offset + COUNT], state[offset + STRANGENESS]);
        }
        return score;
    }

    /** Starts from scratch when windows have become half or twice as long as they should be. */
    private void keepPace(double[] state, int offset, double stay) {
        double samples = Numerics.clamp(STAYS * stay, ShapeMemory.POINTS, MOST_SAMPLES);
        int block = (int) (samples / ShapeMemory.POINTS);
        int before = ShapeMemory.block(state, offset + MEMORY);
        if (block >= 2 * before || before >= 2 * block) {
            ShapeMemory.restart(state, offset + MEMORY, block);
            for (int i = offset + STRANGENESS; i < offset + stateSize(); i++) {
                state[i] = 0;
            }
        }
    }
}
