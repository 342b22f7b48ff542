package io.anomalyradar.detector;

import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.UnivariateConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * A method of scoring the samples of a series, working on the detector's part of the state. Immutable and thread-safe.
 */
sealed interface Scorer permits WindowScorer, PredictiveScorer, DetectorScorer {

    /** The scorer for these settings, with a window of this many samples if the method keeps one. */
    static Scorer of(MethodConfig method, int window) {
        if (method instanceof PredictiveConfig predictive) {
            return new PredictiveScorer(predictive);
        }
        if (method instanceof ZScoreConfig zscore) {
            return new WindowScorer(window, zscore);
        }
        return new DetectorScorer((UnivariateConfig) method, window);
    }

    /** The state size of the scorer for these settings, in numbers. */
    static int stateSize(MethodConfig method, int window) {
        return of(method, window).stateSize();
    }

    /** The state size, in numbers. */
    int stateSize();

    /** The score from which a sample alone is unusual, −log₁₀ p; 0 if the scorer does not decide by a score. */
    double threshold();

    /** The number of samples available for scoring. */
    int learnt(double[] state, int offset);

    /** The greatest score that the past supports: nothing is unusual while it is below the threshold. */
    double most(double[] state, int offset);

    /** Learns a sample without scoring it. */
    void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch);

    /**
     * Scores a sample by what was learnt before it, then learns it.
     *
     * @param threshold the score from which the sample is unusual; 0: the scorer's own criterion
     */
    void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out);

    /** Initialises {@code target}, which is all zeros, from the state of a scorer with another window or method. */
    void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset);
}
