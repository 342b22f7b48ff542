package io.anomalyradar.detector.aggregate;

/** Receives the results of windows. */
@FunctionalInterface
public interface WindowSink {

    /** Receives the result of a window of the metric at this position. */
    void emit(int metricIndex, WindowResult result);
}
