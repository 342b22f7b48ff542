package io.anomalyradar.detector;

import io.anomalyradar.detector.ensemble.EnsembleConfig;
import io.anomalyradar.detector.method.MethodConfig;
import io.anomalyradar.detector.method.UnivariateConfig;
import io.anomalyradar.detector.verdict.Verdict;
import io.anomalyradar.detector.zscore.ZScoreConfig;

/** One way of judging the samples of a series, over the detector's stretch of its state. Immutable and thread-safe. */
sealed interface Judge permits WindowJudge, EnsembleJudge, DetectorJudge {

    /** The judge by these settings, with a window of this many samples where it keeps one. */
    static Judge of(MethodConfig method, int window) {
        if (method instanceof EnsembleConfig ensemble) {
            return new EnsembleJudge(ensemble);
        }
        if (method instanceof ZScoreConfig zscore) {
            return new WindowJudge(window, zscore);
        }
        return new DetectorJudge((UnivariateConfig) method, window);
    }

    /** How many numbers the judge by these settings takes. */
    static int stateSize(MethodConfig method, int window) {
        return of(method, window).stateSize();
    }

    /** How many numbers it takes. */
    int stateSize();

    /** The score from which it finds a sample unusual by itself, −log₁₀ p; 0 where it does not decide by that. */
    double threshold();

    /** How many samples it can judge by. */
    int learnt(double[] state, int offset);

    /** Learns a sample that is not judged. */
    void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch);

    /**
     * Judges a sample by what was learnt before it, and learns it.
     *
     * @param threshold the score from which the sample is unusual; 0: as the judge decides
     */
    void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out);

    /** Goes on, in {@code target}, which is zeros, from the stretch that a judge of another window or method has left. */
    void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset);
}
