package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;

/**
 * Record novelty of the minimum and the maximum of the newest {@value #SPAN} samples. The minimum is a record high if
 * all of them are high, the maximum a record low if all are low, and the minimum a record low as soon as one is. A
 * single high sample has no effect here: most telemetry is bounded below and spikes upwards.
 */
final class Sustained {

    private static final int SPAN = 6;
    private static final int NEXT = 0; // position in the ring for the next sample
    private static final int RING = 1;
    private static final int LEAST = RING + SPAN;

    private final Novelty least = new Novelty(new NoveltyConfig(5, 0.1, Sides.BOTH));
    private final Novelty greatest = new Novelty(new NoveltyConfig(5, 0.1, Sides.BELOW));
    private final int greatestAt = LEAST + least.stateSize();

    int stateSize() {
        return greatestAt + greatest.stateSize();
    }

    boolean isReady(double[] state, int offset) {
        return least.isReady(state, offset + LEAST);
    }

    /** The sample learnt last. */
    double newest(double[] state, int offset) {
        int next = (int) state[offset + NEXT];
        return state[offset + RING + (next == 0 ? SPAN : next) - 1];
    }

    /** The value below which the surprise exceeds {@code score}. */
    double lower(double[] state, int offset, double score) {
        return least.lower(state, offset + LEAST, score);
    }

    /** The surprise of the newest samples including {@code x}, the n-th, negative if they are low; then learns it. */
    double step(double[] state, int offset, double n, double x, boolean excursion) {
        int next = (int) state[offset + NEXT];
        state[offset + RING + next] = x;
        state[offset + NEXT] = next + 1 == SPAN ? 0 : next + 1;
        if (n < SPAN) {
            return 0;
        }
        double low = least(state, offset + RING);
        double high = greatest(state, offset + RING);
        double ofLeast = least.score(state, offset + LEAST, low);
        double ofGreatest = greatest.score(state, offset + greatestAt, high);
        least.update(state, offset + LEAST, low, excursion);
        greatest.update(state, offset + greatestAt, high, excursion);
        return Math.abs(ofGreatest) > Math.abs(ofLeast) ? ofGreatest : ofLeast;
    }

    /*
     * In pairs and with Math instead of a loop: which of two samples is smaller is random, so a branch would be
     * mispredicted half of the time.
     */
    private static double least(double[] state, int ring) {
        double first = Math.min(state[ring], state[ring + 1]);
        double second = Math.min(state[ring + 2], state[ring + 3]);
        return Math.min(Math.min(first, second), Math.min(state[ring + 4], state[ring + 5]));
    }

    private static double greatest(double[] state, int ring) {
        double first = Math.max(state[ring], state[ring + 1]);
        double second = Math.max(state[ring + 2], state[ring + 3]);
        return Math.max(Math.max(first, second), Math.max(state[ring + 4], state[ring + 5]));
    }
}
