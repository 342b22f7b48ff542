package io.anomalyradar.detector;

/**
 * The generator of the golden vectors and of test signals: Steele, Lea and Flood, OOPSLA 2014; as in
 * spec/detector-state.md.
 */
public final class SplitMix64 {

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    public long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Mean 0, variance 1, near normal: the sum of twelve uniforms less 6. */
    public double noise() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += uniform();
        }
        return sum;
    }
}
