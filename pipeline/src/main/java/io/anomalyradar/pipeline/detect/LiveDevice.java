package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parts of a device that were looked up in Flink's state: the next access needs no lookup. Not thread-safe. */
final class LiveDevice {
    private final DeviceHeader header;
    private @Nullable SeriesState[] series = new SeriesState[1]; // by position in the device
    private int guess;
    private @Nullable JointState joint;

    /** A device of which only the header is known. */
    LiveDevice(DeviceHeader header) {
        this.header = header;
    }

    DeviceHeader header() {
        return header;
    }

    /**
     * The series of {@code metric} if it is the one after the series that was found or added last, which is usual: a
     * device sends its metrics in the same order each time. Otherwise null.
     */
    @Nullable
    SeriesState next(String metric) {
        SeriesState next = guess < series.length ? series[guess] : null;
        if (next == null && guess > 0) {
            guess = 0;
            next = series[0];
        }
        if (next == null || !next.metric().equals(metric)) {
            return null;
        }
        guess++;
        return next;
    }

    /** Keeps a series. */
    void add(SeriesState state) {
        int position = state.position();
        if (position >= series.length) {
            series = Arrays.copyOf(series, Math.max(position + 1, 2 * series.length));
        }
        series[position] = state;
        guess = position + 1;
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
