package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Trigonometry;

/**
 * The discrete Fourier transform of 2ᵏ complex numbers, in place (Cooley and Tukey, "An algorithm for the machine
 * calculation of complex Fourier series", Mathematics of Computation 19, 1965): radix 2, decimation in time.
 *
 * <pre>
 * Xₖ = Σ xₙ e^(−2πi kn / N)
 * </pre>
 *
 * <p>Error about 1e-16 √log₂ N of the root mean square. O(N log N); transforms allocate nothing. Immutable and
 * thread-safe.
 */
final class Fft {

    private final int size;
    private final double[] cosines; // of 2π k / N, k < N / 2
    private final double[] sines;

    /** Transforms of this size, a power of two in [2, 65536]. */
    public Fft(int size) {
        if (size < 2 || size > 65_536 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size must be a power of two in [2, 65536], was " + size);
        }
        this.size = size;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            double angle = 2 * Math.PI * k / size;
            cosines[k] = Trigonometry.cos(angle);
            sines[k] = Trigonometry.sin(angle);
        }
    }

    /** The number of complex numbers in a transform. */
    public int size() {
        return size;
    }

    /**
     * Transforms the numbers, whose real parts are the first {@link #size()} of {@code x} and whose imaginary parts are
     * the next.
     */
    public void transform(double[] x) {
        reorder(x);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int k = 0; k < half; k++) {
                double c = cosines[k * stride];
                double s = -sines[k * stride];
                for (int even = k; even < size; even += 2 * half) {
                    int odd = even + half;
                    double re = x[odd] * c - x[size + odd] * s;
                    double im = x[odd] * s + x[size + odd] * c;
                    x[odd] = x[even] - re;
                    x[size + odd] = x[size + even] - im;
                    x[even] += re;
                    x[size + even] += im;
                }
            }
        }
    }

    /** Swaps each number with the one whose index has the reversed bits. */
    private void reorder(double[] x) {
        int shift = 32 - Integer.numberOfTrailingZeros(size);
        for (int i = 1; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (i < j) {
                swap(x, i, j);
                swap(x, size + i, size + j);
            }
        }
    }

    private static void swap(double[] x, int i, int j) {
        double kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }
}
