package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.SampleStatus;

/** A scored sample on its way into the windows of its series. Mutable, so that a host can use one for all. */
public final class WindowSample {
    private long timestampMillis;
    private double value;
    private double score;
    private SampleStatus status = SampleStatus.NORMAL;
    private double expected = Double.NaN;
    private double lower = Double.NaN;
    private double upper = Double.NaN;

    /**
     * Becomes another sample, normal and without a band.
     *
     * @param value finite and below 1e150 in magnitude, so that squares stay finite
     */
    public WindowSample at(long timestampMillis, double value) {
        this.timestampMillis = timestampMillis;
        this.value = value;
        return scored(0, SampleStatus.NORMAL).expected(Double.NaN, Double.NaN, Double.NaN);
    }

    /** What the detector said: not {@code LATE}, late samples are in no window. */
    public WindowSample scored(double score, SampleStatus status) {
        this.score = score;
        this.status = status;
        return this;
    }

    /** What was expected; NaN if the sample was not judged. */
    public WindowSample expected(double expected, double lower, double upper) {
        this.expected = expected;
        this.lower = lower;
        this.upper = upper;
        return this;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    double value() {
        return value;
    }

    double score() {
        return score;
    }

    SampleStatus status() {
        return status;
    }

    double expected() {
        return expected;
    }

    double lower() {
        return lower;
    }

    double upper() {
        return upper;
    }
}
