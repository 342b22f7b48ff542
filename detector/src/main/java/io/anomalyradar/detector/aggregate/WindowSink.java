package io.anomalyradar.detector.aggregate;

/** Receives the results of windows. */
@FunctionalInterface
public interface WindowSink {
    void emit(WindowResult result);
}
