package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Σ(xᵢ − xᵢ₋₁)² over the neighbours in a sequence, and the number of neighbours that differ; {@value #SIZE} numbers in
 * a caller's array, all zeros for a sequence without neighbours.
 *
 * <p>Its ratio to the variance estimates the lag-one autocorrelation: ρ ≈ 1 − δ² / (2 s²), where δ² is the mean squared
 * successive difference (von Neumann, "Distribution of the ratio of the mean square successive difference to the
 * variance", Ann. Math. Statist. 12, 1941).
 */
final class SuccessiveDifferences {

    /** The state size, in numbers. */
    public static final int SIZE = 2;

    private static final int SQUARES = 0;
    private static final int CHANGES = 1;

    private SuccessiveDifferences() {}

    /** Adds a value that follows {@code previous}. */
    public static void add(double[] state, int offset, double previous, double value) {
        double d = value - previous;
        state[offset + SQUARES] += d * d;
        state[offset + CHANGES] += d == 0 ? 0 : 1;
    }

    /** Removes the oldest value; {@code next} is then the oldest. */
    public static void remove(double[] state, int offset, double oldest, double next) {
        double d = next - oldest;
        state[offset + SQUARES] = Numerics.larger(state[offset + SQUARES] - d * d, 0);
        state[offset + CHANGES] -= d == 0 ? 0 : 1;
    }

    /** Recomputes both for {@code values[from … to − 1]} followed by {@code values[wrapped … from − 1]}. */
    public static void resum(double[] state, int offset, double[] values, int wrapped, int from, int to) {
        state[offset + SQUARES] = 0;
        state[offset + CHANGES] = 0;
        addNeighbours(state, offset, values, from, to);
        if (from > wrapped) {
            add(state, offset, values[to - 1], values[wrapped]);
            addNeighbours(state, offset, values, wrapped, from);
        }
    }

    private static void addNeighbours(double[] state, int offset, double[] values, int from, int to) {
        double squares = state[offset + SQUARES];
        int changes = 0;
        for (int i = from + 1; i < to; i++) {
            double d = values[i] - values[i - 1];
            squares += d * d;
            changes += d == 0 ? 0 : 1;
        }
        state[offset + SQUARES] = squares;
        state[offset + CHANGES] += changes;
    }

    /** Σ(xᵢ − xᵢ₋₁)². */
    public static double sumOfSquares(double[] state, int offset) {
        return state[offset + SQUARES];
    }

    /** The number of neighbours that differ. */
    public static double changes(double[] state, int offset) {
        return state[offset + CHANGES];
    }
}
