package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The first principal components of standard scores, learnt without a covariance matrix (CCIPCA: Weng, Zhang, Hwang,
 * "Candid covariance-free incremental principal component analysis", IEEE TPAMI 25, 2003), and the part of a frame
 * outside them.
 *
 * <pre>
 * for each component v, with w = z at first:
 *   c  = w·v / |v|
 *   v' = (1 − a) v + a c w               a = max(2/n, forgetting); |v| tends to the eigenvalue
 *   w' = w − (w·v / |v|²) v              what is left for the next one
 * Q = |w| / √p after the last            the squared prediction error of Jackson and Mudholkar (Technometrics 21, 1979), as a root
 * </pre>
 *
 * <p>Where a metric is not in the frame, c is fitted to the others, and w is taken to be what the component says.
 * Component j of metric i is number {@code i components + j} of a caller's array, so that a metric can be added at the
 * end. O(k) a metric and frame, allocates nothing; holds only settings and is thread-safe.
 */
final class IncrementalPca {

    private static final double UNSET = 1e-12; // a component this short has no effect: it starts with the next frame

    private final IncrementalPcaConfig config;

    /** Components with these settings. */
    public IncrementalPca(IncrementalPcaConfig config) {
        this.config = config;
    }

    /** The state size for this many metrics, in numbers. */
    public int size(int metrics) {
        return metrics * config.components();
    }

    /**
     * Learns from a frame and returns |w|², the squared length of what the components did not explain before.
     *
     * @param frames the number of frames with scores, this one included
     * @param rest the scores, NaN for a metric that is not in the frame; contains the residuals w afterwards
     */
    public double step(double[] components, double[] rest, int metrics, double frames) {
        double weight = Numerics.larger(2 / (frames + 1), config.forgetting());
        for (int k = 0; k < config.components(); k++) {
            explain(components, k, rest, metrics, weight);
        }
        return square(rest, metrics);
    }

    /** The next value of a smoothed residual. */
    public double smooth(double smoothed, double residual) {
        return smoothed + config.lambda() * (residual - smoothed);
    }

    /** Subtracts what component k explains from {@code rest}, and turns the component towards it. */
    private void explain(double[] components, int k, double[] rest, int metrics, double weight) {
        int stride = config.components();
        double square = 0;
        double product = 0;
        for (int i = 0; i < metrics; i++) {
            double v = components[i * stride + k];
            if (!Double.isNaN(rest[i])) {
                square += v * v;
                product += v * rest[i];
            }
        }
        if (square < UNSET) {
            start(components, k, rest, metrics);
            return;
        }
        double explained = product / square;
        double pull = weight * product / Math.sqrt(square);
        for (int i = 0; i < metrics; i++) {
            double v = components[i * stride + k];
            double w = Double.isNaN(rest[i]) ? explained * v : rest[i];
            components[i * stride + k] = (1 - weight) * v + pull * w;
            rest[i] -= explained * v;
        }
    }

    private void start(double[] components, int k, double[] rest, int metrics) {
        for (int i = 0; i < metrics; i++) {
            if (!Double.isNaN(rest[i])) {
                components[i * config.components() + k] = rest[i];
                rest[i] = 0;
            }
        }
    }

    private static double square(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Double.isNaN(values[i]) ? 0 : values[i] * values[i];
        }
        return sum;
    }
}
