package io.anomalyradar.detector.method;

/**
 * Places that each remember a usual difference p and the error q that was made last time, two places in a number.
 *
 * <p>p is kept with 12 significant bits, q with 4; both with the range of a float. All zeros: nothing is known.
 */
final class Courses {
    private static final long PLACE = 0xffffffffL;
    private static final int ERROR_BITS = 12;
    private static final int ERROR = (1 << ERROR_BITS) - 1;
    private static final double MOST = 1e37;

    private Courses() {}

    /** The state size of this many places, in numbers. */
    static int size(int places) {
        return (places + 1) / 2;
    }

    /** Whether nothing is known of the place. */
    static boolean isNew(double[] state, int at, int place) {
        return bits(state, at, place) == 0;
    }

    /** p. */
    static double usual(double[] state, int at, int place) {
        return Float.intBitsToFloat(bits(state, at, place) & ~ERROR);
    }

    /** q. */
    static double error(double[] state, int at, int place) {
        return Float.intBitsToFloat((bits(state, at, place) & ERROR) << (32 - ERROR_BITS));
    }

    /** Sets p and q. */
    static void set(double[] state, int at, int place, double usual, double error) {
        int p = rounded(usual, ERROR_BITS);
        int q = rounded(error, 32 - ERROR_BITS) >>> (32 - ERROR_BITS);
        int shift = (place & 1) * 32;
        long others = Double.doubleToRawLongBits(state[at + (place >> 1)]) & ~(PLACE << shift);
        state[at + (place >> 1)] = Double.longBitsToDouble(others | ((p | q) & PLACE) << shift);
    }

    /** The bits of the float next to {@code x} whose lowest bits are 0. */
    private static int rounded(double x, int zeros) {
        double bounded = x > MOST ? MOST : x < -MOST ? -MOST : x;
        int bits = Float.floatToIntBits((float) bounded);
        return (bits + (1 << (zeros - 1))) & -(1 << zeros);
    }

    private static int bits(double[] state, int at, int place) {
        return (int) (Double.doubleToRawLongBits(state[at + (place >> 1)]) >>> ((place & 1) * 32));
    }
}
