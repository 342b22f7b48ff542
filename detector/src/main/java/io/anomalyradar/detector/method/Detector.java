package io.anomalyradar.detector.method;

import io.anomalyradar.detector.verdict.Verdict;

/**
 * A detector of one series. Its state is {@link #stateSize()} numbers anywhere in a caller's array, zeros when fresh; the object holds only
 * settings and is thread-safe. Values are finite and at most 1e75 in magnitude, times never fall. Neither method allocates.
 */
public interface Detector {

    /** How many numbers the state takes. */
    int stateSize();

    /**
     * Judges a sample by what was learnt before it; does not learn. From the first sample on: what is not known yet has an evidence of 0.
     *
     * @param threshold evidence from which the sample is unusual; a detector that does not decide by evidence ignores it
     * @param out takes expectation, band, residual, evidence and pattern
     */
    void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out);

    /** Learns a sample. {@code verdict} is what {@link #score} has just said of it, and lends its scratch numbers. */
    void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict);
}
