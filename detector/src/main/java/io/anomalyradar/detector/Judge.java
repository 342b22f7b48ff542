package io.anomalyradar.detector;

import io.anomalyradar.detector.verdict.Verdict;

/** One way of judging the samples of a series, over the detector's stretch of its state. Immutable and thread-safe. */
sealed interface Judge permits WindowJudge, EnsembleJudge {

    static Judge of(DetectorConfig config) {
        return switch (config.method()) {
            case ENSEMBLE -> new EnsembleJudge(config.ensemble());
            case ZSCORE -> new WindowJudge(config.window(), config.zscore());
        };
    }

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
