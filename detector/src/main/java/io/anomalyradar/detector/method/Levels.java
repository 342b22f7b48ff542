package io.anomalyradar.detector.method;

/**
 * The {@value #COUNT} levels at which a series has been most, each with its share of the time, in {@value #SIZE} numbers
 * in a caller's array, all zeros when new: a level at which it has been for {@value #USUAL} of the last week is usual,
 * and to come back to it is no news.
 *
 * <p>A value that belongs to none of them takes from the smallest share, and its place once nothing is left (frequent
 * items in a stream: Misra and Gries, Science of Computer Programming 2, 1982).
 */
final class Levels {

    private static final double USUAL = 0.1; // of the time
    private static final int COUNT = 3;
    private static final int SHARES = COUNT;

    /** The state size, in numbers. */
    static final int SIZE = 2 * COUNT;

    private Levels() {}

    /**
     * Counts a value.
     *
     * @param near values that are closer than this belong to the same level
     * @param rate weight of the newest value
     */
    static void take(double[] state, int at, double value, double near, double rate) {
        int nearest = -1;
        int smallest = 0;
        double least = near;
        for (int i = 0; i < COUNT; i++) {
            double share = state[at + SHARES + i];
            double distance = Math.abs(value - state[at + i]);
            if (share > 0 && distance < least) {
                nearest = i;
                least = distance;
            }
            if (share < state[at + SHARES + smallest]) {
                smallest = i;
            }
            state[at + SHARES + i] -= rate * share;
        }
        if (nearest >= 0) {
            state[at + nearest] += (value - state[at + nearest]) / Predictive.LEAST_MEMORY;
            state[at + SHARES + nearest] += rate;
        } else if (state[at + SHARES + smallest] <= rate) {
            state[at + smallest] = value;
            state[at + SHARES + smallest] = rate;
        } else {
            state[at + SHARES + smallest] -= rate;
        }
    }

    /**
     * Another usual level in the direction of {@code difference}, at that distance or beyond it, less the present level;
     * 0 if there is none.
     *
     * @param level the present one
     * @param difference from it
     * @param near how far a value may be from a level that it belongs to
     * @param isThere whether the level must be at that distance
     */
    static double towards(double[] state, int at, double level, double difference, double near, boolean isThere) {
        for (int i = 0; i < COUNT; i++) {
            double way = state[at + i] - level;
            boolean isOther = state[at + SHARES + i] >= USUAL && Math.abs(way) > near;
            boolean isThat = isThere
                    ? Math.abs(difference - way) < near
                    : way * difference > 0 && Math.abs(difference) < Math.abs(way) + near;
            if (isOther && isThat) {
                return way;
            }
        }
        return 0;
    }
}
