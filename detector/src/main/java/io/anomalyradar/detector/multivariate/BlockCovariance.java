package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Covariance of standard scores in blocks along the diagonal, and its Cholesky factor, in a caller's arrays; metrics of
 * different blocks are taken as independent.
 *
 * <pre>
 * C' = C + a (z zᵀ − C)                       a = max(1/n, forgetting), n = frames that both metrics were in
 * L Lᵀ = C + ridge I                          each block by itself
 * zᵀ (L Lᵀ)⁻¹ z = |y|²,  L y = z              the squared Mahalanobis distance
 * </pre>
 *
 * <p>Only the lower triangle is kept, rows one after another: {@code block (block + 1) / 2} numbers a full block in
 * each array. The ridge shrinks towards independence, keeps the factor finite when metrics repeat each other, and
 * bounds what a near-constant combination may weigh. {@link #update} and {@link #solve} cost O(block) a metric,
 * {@link #factorise} O(block²), a sixth of that in multiplications.
 */
final class BlockCovariance {

    private final int block;
    private final double ridge;
    private final double forgetting;

    BlockCovariance(MewmaConfig config) {
        block = config.block();
        ridge = config.ridge();
        forgetting = config.forgetting();
    }

    /** The size of each array for this many metrics, in numbers. */
    int size(int metrics) {
        int blocks = metrics / block;
        int rest = metrics % block;
        return blocks * triangle(block) + triangle(rest);
    }

    /** Sets the metric to unit variance, independent of all others. */
    void append(double[] covariance, double[] factor, int metric) {
        int diagonal = row(metric) + metric % block;
        covariance[diagonal] = 1;
        factor[diagonal] = Math.sqrt(1 + ridge);
    }

    /** Learns from a frame; {@code counts[i]} frames had a score of metric i, 0 for one that is not in this frame. */
    void update(double[] covariance, double[] scores, double[] counts, int metrics) {
        boolean even = even(counts, metrics);
        for (int i = 0; i < metrics; i++) {
            int first = i - i % block;
            int at = row(i);
            if (!(counts[i] > 0)) {
                continue;
            }
            double weight = Numerics.larger(1 / counts[i], forgetting);
            if (even) {
                learn(covariance, at, scores, first, i, weight);
            } else {
                learn(covariance, at, scores, counts, first, i);
            }
        }
    }

    /** Row i if all metrics have been known equally long. */
    private static void learn(double[] covariance, int at, double[] scores, int first, int i, double weight) {
        double score = scores[i];
        for (int j = first; j <= i; j++) {
            double old = covariance[at + j - first];
            covariance[at + j - first] = old + weight * (score * scores[j] - old);
        }
    }

    /** Row i if some are missing, or have been known for less long. */
    private void learn(double[] covariance, int at, double[] scores, double[] counts, int first, int i) {
        for (int j = first; j <= i; j++) {
            double both = Math.min(counts[i], counts[j]);
            if (both > 0) {
                double old = covariance[at + j - first];
                double weight = Numerics.larger(1 / both, forgetting);
                covariance[at + j - first] = old + weight * (scores[i] * scores[j] - old);
            }
        }
    }

    private static boolean even(double[] counts, int metrics) {
        for (int i = 1; i < metrics; i++) {
            if (counts[i] != counts[0]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Computes the factor of the metrics in a frame, that is of their marginal distribution.
     *
     * @param scores NaN for a metric that is not in the frame; its row and column are those of the identity
     */
    void factorise(double[] covariance, double[] factor, double[] scores, int metrics) {
        for (int i = 0; i < metrics; i++) {
            int first = i - i % block;
            int at = row(i);
            boolean absent = Double.isNaN(scores[i]);
            for (int j = first; j < i; j++) {
                boolean none = absent || Double.isNaN(scores[j]);
                factor[at + j - first] = none ? 0 : reduced(covariance, factor, i, j) / factor[row(j) + j - first];
            }
            double pivot = Numerics.larger(reduced(covariance, factor, i, i) + ridge, 0.1 * ridge);
            factor[at + i - first] = absent ? 1 : Math.sqrt(pivot);
        }
    }

    /** C[i][j] − Σ L[i][k] L[j][k] over k &lt; j. */
    private double reduced(double[] covariance, double[] factor, int i, int j) {
        int before = j % block;
        int rowI = row(i);
        int rowJ = row(j);
        double sum = 0;
        for (int k = 0; k < before; k++) {
            sum += factor[rowI + k] * factor[rowJ + k];
        }
        return covariance[rowI + before] - sum;
    }

    /**
     * Fills {@code out} with y of L y = x and returns |y|².
     *
     * @param scores NaN for a metric that is not in the frame, where y is 0; may be {@code x}
     * @param out any array except {@code x}
     */
    double solve(double[] factor, double[] x, double[] scores, double[] out, int metrics) {
        double square = 0;
        for (int i = 0; i < metrics; i++) {
            if (Double.isNaN(scores[i])) {
                out[i] = 0;
                continue;
            }
            int first = i - i % block;
            int at = row(i);
            double sum = 0;
            for (int j = first; j < i; j++) {
                sum += factor[at + j - first] * out[j];
            }
            double y = (x[i] - sum) / factor[at + i - first];
            out[i] = y;
            square += y * y;
        }
        return square;
    }

    /** Replaces y by x of Lᵀ x = y. */
    void solveTransposed(double[] factor, double[] y, int metrics) {
        for (int i = metrics - 1; i >= 0; i--) {
            int first = i - i % block;
            int at = row(i);
            double x = y[i] / factor[at + i - first];
            y[i] = x;
            for (int j = first; j < i; j++) {
                y[j] -= factor[at + j - first] * x;
            }
        }
    }

    /** The start of the row of a metric. */
    private int row(int metric) {
        return metric / block * triangle(block) + triangle(metric % block);
    }

    private static int triangle(int n) {
        return n * (n + 1) / 2;
    }
}
