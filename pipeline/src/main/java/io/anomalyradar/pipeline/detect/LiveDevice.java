package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.pipeline.state.LiveSeries;
import org.jspecify.annotations.Nullable;

/** The parts of a device that were looked up in Flink's state: the next access needs no lookup. Not thread-safe. */
final class LiveDevice {
    private final DeviceHeader header;
    private final LiveSeries<SeriesState> series = new LiveSeries<>();
    private @Nullable JointState joint;

    /** A device of which only the header is known. */
    LiveDevice(DeviceHeader header) {
        this.header = header;
    }

    DeviceHeader header() {
        return header;
    }

    LiveSeries<SeriesState> series() {
        return series;
    }

    /** The state of the metrics together; null if it was not looked up. */
    @Nullable
    JointState joint() {
        return joint;
    }

    void joint(JointState state) {
        joint = state;
    }
}
