package io.anomalyradar.detector.aggregate;

/** Where the results of windows go. */
@FunctionalInterface
public interface WindowSink {

    /** Takes the result of a window of the metric at this position. */
    void emit(int metricIndex, WindowResult result);
}
