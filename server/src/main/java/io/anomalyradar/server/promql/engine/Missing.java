package io.anomalyradar.server.promql.engine;

/** The absence of a value at a step: a NaN with bits of its own, so that ordinary NaNs are values. */
final class Missing {
    private static final long BITS = 0x7ff8_0000_dead_0000L;
    static final double VALUE = Double.longBitsToDouble(BITS);

    private Missing() {}

    static boolean is(double value) {
        return Double.isNaN(value) && Double.doubleToRawLongBits(value) == BITS;
    }

    /** As many absences. */
    static double[] row(int length) {
        double[] row = new double[length];
        java.util.Arrays.fill(row, VALUE);
        return row;
    }
}
