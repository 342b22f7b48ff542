package io.anomalyradar.detector.method;

import io.anomalyradar.detector.verdict.Verdict;

/**
 * A detector of one series. Its state is {@link #stateSize()} numbers anywhere in a caller's array, all zeros when new;
 * the object holds only settings and is thread-safe. Values are finite and at most 1e75 in magnitude; times never
 * decrease. Neither method allocates.
 */
public interface Detector {

    /** The state size, in numbers. */
    int stateSize();

    /**
     * Scores a sample by what was learnt before it; does not learn. It works from the first sample on: what is still
     * unknown has an evidence of 0.
     *
     * @param threshold evidence from which the sample is unusual; a detector that does not decide by evidence ignores
     *     it
     * @param out receives expected value, band, residual, evidence and pattern
     */
    void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out);

    /** Learns a sample. {@code verdict} is the result of {@link #score} for it, and provides scratch numbers. */
    void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict);
}
