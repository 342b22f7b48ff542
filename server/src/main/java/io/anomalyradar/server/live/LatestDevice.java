package io.anomalyradar.server.live;

import io.anomalyradar.detector.SampleStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest sample of each metric of a device, and its anomaly rate. Written by one thread, read by any. */
record LatestDevice(Map<String, LiveSample> metrics, AnomalyRate rate) {
    static final LatestDevice NONE = new LatestDevice(Map.of(), new AnomalyRate());

    /** A device without samples. */
    static LatestDevice create() {
        return new LatestDevice(new ConcurrentHashMap<>(), new AnomalyRate());
    }

    /** The greatest of the newest scores; 0 when none was scored. */
    double greatestScore() {
        double greatest = 0;
        for (LiveSample sample : metrics.values()) {
            greatest = Math.max(greatest, sample.score());
        }
        return greatest;
    }

    /** Whether no metric is scored yet. */
    boolean isLearning() {
        return metrics.values().stream().allMatch(sample -> sample.status() == SampleStatus.WARM_UP);
    }
}
