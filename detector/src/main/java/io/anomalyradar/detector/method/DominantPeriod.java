package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The period of a signal, in samples, found in the signal: {@value #SIZE} numbers in a caller's array, all zeros when
 * new.
 *
 * <p>It is the lag of the first high hill of the autocorrelation (as AUTOPERIOD validates its hints: Vlachos, Yu and
 * Castelli, "On periodicity detection and structural periodic similarity", SDM 2005):
 *
 * <pre>
 * r(l) = Σ (xᵢ − m)(xᵢ₊ₗ − m) / (n − l) / s²,   the least l on a hill beyond the first l with r(l) ≤ 0, r(l) ≥ 0.9 max r, if max r ≥ {@value #HIGH}
 * </pre>
 *
 * <p>over a ring of {@value #POINTS} means of blocks. If none is found, the block size doubles, so that longer periods
 * come within reach, up to {@value #MOST_BLOCK} samples per block and periods of 4,096 samples; then the search starts
 * from scratch. O({@value #POINTS}²) once in {@value #HALF} blocks during the search, and once in eight times as many
 * while a period is known: at most 0.2 µs per sample. Allocates nothing.
 */
final class DominantPeriod {

    private static final int POINTS = 256;
    private static final int HALF = POINTS / 2;
    private static final int MOST_BLOCK = 64;
    private static final int LEAST_LAG = 4;
    private static final int MOST_LAG = POINTS / 4;
    private static final double HIGH = 0.4;
    private static final double NEARLY = 0.9;
    private static final int PATIENCE = 8;

    private static final int BLOCK = 0; // samples in a block; 0 is 1
    private static final int FILL = 1; // samples in the open block
    private static final int SUM = 2; // of their distances to the newest point
    private static final int COUNT = 3; // points
    private static final int PERIOD = 4;
    private static final int ROUNDS = 5; // half rings since the last search
    private static final int POINT = 6;

    /** The state size, in numbers. */
    public static final int SIZE = POINT + POINTS;

    private DominantPeriod() {}

    /** The period in samples, including a fraction; 0 while it is unknown. */
    public static double period(double[] state, int offset) {
        return state[offset + PERIOD];
    }

    /** Learns a finite {@code x}; returns whether it has searched, so that {@link #period} may have changed. */
    public static boolean add(double[] state, int offset, double x) {
        double block = block(state, offset);
        double fill = state[offset + FILL] + 1;
        state[offset + SUM] += x / block;
        state[offset + FILL] = fill;
        if (fill < block) {
            return false;
        }
        int count = (int) state[offset + COUNT];
        state[offset + POINT + count] = state[offset + SUM];
        state[offset + COUNT] = count + 1;
        state[offset + SUM] = 0;
        state[offset + FILL] = 0;
        if (count + 1 < POINTS) {
            return false;
        }
        state[offset + ROUNDS]++;
        boolean due = state[offset + PERIOD] == 0 || state[offset + ROUNDS] >= PATIENCE;
        if (due) {
            search(state, offset);
        } else {
            forgetHalf(state, offset);
        }
        return due;
    }

    private static double block(double[] state, int offset) {
        return state[offset + BLOCK] == 0 ? 1 : state[offset + BLOCK];
    }

    private static void search(double[] state, int offset) {
        double block = block(state, offset);
        double period = measured(state, offset + POINT);
        state[offset + ROUNDS] = 0;
        state[offset + PERIOD] = period * block;
        if (period > 0) {
            forgetHalf(state, offset);
        } else if (block < MOST_BLOCK) {
            for (int i = 0; i < HALF; i++) {
                state[offset + POINT + i] =
                        0.5 * state[offset + POINT + 2 * i] + 0.5 * state[offset + POINT + 2 * i + 1];
            }
            state[offset + BLOCK] = 2 * block;
            state[offset + COUNT] = HALF;
        } else {
            state[offset + BLOCK] = 1;
            state[offset + COUNT] = 0;
        }
    }

    private static void forgetHalf(double[] state, int offset) {
        System.arraycopy(state, offset + POINT + HALF, state, offset + POINT, HALF);
        state[offset + COUNT] = HALF;
    }

    /** The period in points; 0 if there is none. */
    private static double measured(double[] points, int from) {
        double mean = 0;
        for (int i = 0; i < POINTS; i++) {
            mean += points[from + i] / POINTS;
        }
        double squares = correlation(points, from, mean, 0);
        if (!(squares > 0)) {
            return 0;
        }
        int valley = 1;
        while (valley <= MOST_LAG && correlation(points, from, mean, valley) > 0) {
            valley++;
        }
        double enough = Math.max(HIGH * squares, NEARLY * highest(points, from, mean, valley));
        for (int lag = Math.max(valley, LEAST_LAG); lag <= MOST_LAG; lag++) {
            if (isHill(points, from, mean, lag, enough)) {
                return refined(points, from, mean, lag);
            }
        }
        return 0;
    }

    /** The correlation of the highest hill beyond the first valley; 0 if there is none. */
    private static double highest(double[] points, int from, double mean, int valley) {
        double highest = 0;
        for (int lag = Math.max(valley, LEAST_LAG); lag <= MOST_LAG; lag++) {
            if (isHill(points, from, mean, lag, highest)) {
                highest = correlation(points, from, mean, lag);
            }
        }
        return highest;
    }

    private static boolean isHill(double[] points, int from, double mean, int lag, double enough) {
        double here = correlation(points, from, mean, lag);
        return here >= enough
                && here > correlation(points, from, mean, lag - 1)
                && here >= correlation(points, from, mean, lag + 1);
    }

    /**
     * The vertex of the parabola through the last hill within reach, which is several periods away: this divides the
     * error of the first.
     */
    private static double refined(double[] points, int from, double mean, int first) {
        double period = first;
        int width = Math.max(first / 6, 1);
        for (int hill = 1; hill * period <= HALF - width; hill++) {
            int lag = (int) (hill * period + 0.5);
            double before = correlation(points, from, mean, lag - width);
            double here = correlation(points, from, mean, lag);
            double after = correlation(points, from, mean, lag + width);
            double curvature = before - 2 * here + after;
            if (curvature < 0) {
                double top = 0.5 * width * (before - after) / curvature;
                period = (lag + Numerics.clamp(top, -width, width)) / hill;
            }
        }
        return period;
    }

    private static double correlation(double[] points, int from, double mean, int lag) {
        double sum = 0;
        for (int i = from; i < from + POINTS - lag; i++) {
            sum += (points[i] - mean) * (points[i + lag] - mean);
        }
        return sum / (POINTS - lag);
    }
}
