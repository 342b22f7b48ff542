package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.Course;

/**
 * Decides when the anomaly of a silent series is closed: when nothing has arrived for longer than the timeout, and for
 * longer than {@value #INTERVALS} of the series' usual intervals, so that an hourly meter is not silent after an hour.
 * By append time, so that a replay makes the same decisions.
 */
final class IdleAnomalies {
    private static final int INTERVALS = 4;

    private final long timeoutMillis;
    private long patience; // of the series that received a sample last

    IdleAnomalies(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
        this.patience = timeoutMillis;
    }

    /** A sample of the series arrived. */
    void onSample(DeviceHeader header, SeriesState series, long nowMillis) {
        patience = Math.max(timeoutMillis, INTERVALS * series.usualIntervalMillis());
        if (series.anomaly() != null) {
            header.openAnomalies().put(series.metric(), nowMillis + patience);
        }
    }

    /** An anomaly opened, grew or was closed. */
    void changed(DeviceHeader header, String metric, Course course, long nowMillis) {
        if (course == Course.OPEN) {
            header.openAnomalies().put(metric, nowMillis + patience);
        } else {
            header.openAnomalies().remove(metric);
        }
    }

    /** A frame of the device arrived, and its metrics were scored together. */
    void onFrame(DeviceHeader header, long nowMillis) {
        if (header.openAnomalies().containsKey(Detections.WHOLE_DEVICE)) {
            header.openAnomalies().put(Detections.WHOLE_DEVICE, nowMillis + patience);
        }
    }
}
