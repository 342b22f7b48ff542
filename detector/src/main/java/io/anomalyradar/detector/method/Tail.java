package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * How rare an excursion of a standardised stream up to a value is: −log₁₀ of how many reach it a sample, learnt from
 * the stream itself, in {@value #SIZE} numbers in a caller's array, all zeros when new. One side; the caller negates
 * the other.
 *
 * <pre>
 * excursions to s a sample = q (1 + (s − u) / (m (α − 1)))^(−α),   s > u = {@value #FROM}   (generalized Pareto, shape 1/α)
 *                            q^((s / u)²),                         0 ≤ s ≤ u
 * </pre>
 *
 * <p>q is the number of excursions above u a sample, m the mean excess of their greatest values, and α follows from the
 * second moment of these. The values of one excursion are not independent, so it counts once (runs declustering: Smith
 * and Weissman, "Estimating the extremal index", JRSS B 56, 1994). A new stream is assumed to be Gaussian. 1/α never
 * falls below 1 / ({@value #CERTAIN} + excursions), because a scale learnt from few excesses is uncertain. O(1),
 * allocates nothing.
 */
final class Tail {

    /** The state size, in numbers. */
    static final int SIZE = 4;

    private static final int SHARE = 0; // q − the prior's
    private static final int EXCESS = 1; // m − the prior's
    private static final int SQUARE = 2; // E e² − the prior's
    private static final int NOW = 3; // the greatest excess of the excursion that goes on; 0: none

    /** Where the tail begins, in sigmas. */
    static final double FROM = 2;

    private static final double PRIOR = 200; // independent values
    private static final double Q = 0.02275; // P(Z > 2)
    private static final double M = 0.373; // E(Z − 2 | Z > 2)
    private static final double V = 0.254; // E((Z − 2)² | Z > 2)
    private static final double CERTAIN = 8; // excesses
    /** An incident, and any mean, is learnt as at most the value with this score. */
    static final double MOST_LEARNT = 4;

    private Tail() {}

    /** q, and at least what one excursion in all that is known would make it: what never happened still may. */
    private static double share(double[] state, int at, double n, double length) {
        return Numerics.larger(Q / length + state[at + SHARE], rate(n, length));
    }

    private static double rate(double n, double length) {
        return 1 / (PRIOR * length + n);
    }

    private static double alpha(double[] state, int at, double n, double length) {
        double m = M + state[at + EXCESS];
        double ratio = (V + state[at + SQUARE]) / (m * m) - 1; // 1: exponential; above: heavier
        double heavy = ratio > 1 ? (ratio - 1) / (2 * ratio) : 0;
        double excursions = share(state, at, n, length) * n;
        return 1 / (heavy + 1 / ((length > 1 ? CERTAIN / 2 : CERTAIN) + excursions)); // at least 4/3
    }

    /**
     * The score of {@code s}; 0 below 0.
     *
     * @param n how many values are known
     * @param length how many consecutive values are worth one that is independent
     */
    static double score(double[] state, int at, double n, double length, double s) {
        if (s <= 0) {
            return 0;
        }
        double bulk = -Numerics.log10(share(state, at, n, length));
        if (s <= FROM) {
            return bulk * (s / FROM) * (s / FROM);
        }
        double alpha = alpha(state, at, n, length);
        double scale = (M + state[at + EXCESS]) * (alpha - 1);
        return bulk + alpha * Numerics.log10(1 + (s - FROM) / scale);
    }

    /** The value with this score. */
    static double quantile(double[] state, int at, double n, double length, double score) {
        double bulk = -Numerics.log10(share(state, at, n, length));
        if (score <= bulk) {
            return FROM * Math.sqrt(Numerics.larger(score, 0) / bulk);
        }
        double alpha = alpha(state, at, n, length);
        double scale = (M + state[at + EXCESS]) * (alpha - 1);
        return FROM + scale * (Numerics.exp((score - bulk) / alpha * Numerics.LN_10) - 1);
    }

    /**
     * Learns a value. An excursion is learnt when it ends: as it is if it may belong to normal operation, and as at most
     * the value with a score of {@value #MOST_LEARNT} if it is an {@linkplain Predictive#INCIDENT incident}, so that one
     * outage does not hide the next. Of means, whose excursions grow slowly, each is learnt as at most that.
     *
     * @param threshold score from which a value is unusual; ∞: none is, so each is learnt as it is
     */
    static void update(double[] state, int at, double n, double length, double s, double threshold) {
        double rate = rate(n, length);
        double q = Q / length + state[at + SHARE];
        if (s > FROM) {
            state[at + NOW] = Numerics.larger(state[at + NOW], s - FROM);
            state[at + SHARE] -= rate * q;
        } else if (state[at + NOW] == 0) {
            state[at + SHARE] -= rate * q;
        } else {
            double e = learnt(state, at, n, length, state[at + NOW], threshold);
            state[at + NOW] = 0;
            state[at + SHARE] += rate * (1 - q);
            double each = 1 / (1 + q / rate);
            state[at + EXCESS] += each * (e - M - state[at + EXCESS]);
            state[at + SQUARE] += each * (e * e - V - state[at + SQUARE]);
        }
    }

    private static double learnt(double[] state, int at, double n, double length, double excess, double threshold) {
        boolean isLearning = threshold == Double.POSITIVE_INFINITY && n >= RecentSpread.LENGTH;
        if (excess <= 1 || isLearning) {
            return excess;
        }
        double operation = length > 1 ? MOST_LEARNT : Predictive.INCIDENT;
        boolean isOperation = excess < quantile(state, at, n, length, operation) - FROM;
        return isOperation ? excess : Math.min(excess, quantile(state, at, n, length, MOST_LEARNT) - FROM);
    }
}
