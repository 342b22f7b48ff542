package io.anomalyradar.app.simulate;

/**
 * Pseudo-random numbers by SplitMix64 (Steele, Lea, Flood 2014), the same for a seed on every JVM. Not thread-safe, not
 * for secrets.
 */
final class Randomness {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private double spareGaussian = Double.NaN;

    Randomness(long seed) {
        this.state = mix(seed + GOLDEN_GAMMA);
    }

    /** A separate stream for {@code key}, independent of the values drawn from this one before. */
    static Randomness of(long seed, int device, int metric, int purpose) {
        long key = mix(seed) ^ mix(device * 0x1_0000_0001L + 1) ^ mix(metric * 0x100_0001L + 0x5851F42DL);
        return new Randomness(mix(key) + purpose);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
    double uniform() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** An integer, uniform in [low, high]. */
    int between(int low, int high) {
        return low + (int) (uniform() * (high - low + 1.0));
    }

    /**
     * Mean 0, standard deviation 1, by Marsaglia's polar method, with StrictMath, so that every JVM gives the same
     * bits.
     */
    double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = between(-1.0, 1.0);
            y = between(-1.0, 1.0);
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * factor;
        return x * factor;
    }
}
