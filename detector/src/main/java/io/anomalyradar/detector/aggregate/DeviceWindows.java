package io.anomalyradar.detector.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one minute and one hour of all series of one device, by the position of the metric, on each series' own
 * time. Mutable, not thread-safe; {@link #copy} is a true deep copy.
 *
 * <p>A window is emitted as soon as a sample shows that it is over: by its own series, so that no clock but the
 * samples' decides, and no other device's. Windows without samples are not emitted. {@link #flushIdle} emits what is
 * open before it is over.
 *
 * <p>A sample costs O(1): it is added to its minute, and the minute is merged into its hour when it closes. That
 * allocates only for an emitted result, and when a value lies outside the buckets of its sketch.
 *
 * <p>Memory a series: two windows, each of about 400 bytes and the buckets of its sketch: four bytes
 * each, 38 for every doubling between the smallest and the largest magnitude, at most 8 KiB.
 */
public final class DeviceWindows {
    /** Length of the short windows. */
    public static final long MINUTE_MILLIS = 60_000;

    /** Length of the long windows. */
    public static final long HOUR_MILLIS = 3_600_000;

    private @Nullable SeriesWindows[] series;

    /** A device without samples. */
    public DeviceWindows() {
        this(0);
    }

    private DeviceWindows(int series) {
        this.series = new SeriesWindows[series];
    }

    /**
     * Adds a sample of the metric at this position, and emits the windows it shows to be over, the minute first.
     *
     * @param sample its time is in the order of the series: in the open minute or after it
     * @throws IllegalArgumentException if the time is before the open minute; nothing changes
     */
    public void add(int metricIndex, WindowSample sample, WindowSink sink) {
        at(metricIndex).add(sample, metricIndex, sink);
    }

    /**
     * Emits every window that holds samples and is not over, as it stands: for a device that has gone quiet. When more
     * samples come, the same windows are emitted again with a larger count. Series without a sample since they were
     * last emitted are left out.
     */
    public void flushIdle(WindowSink sink) {
        for (int i = 0; i < series.length; i++) {
            SeriesWindows windows = series[i];
            if (windows != null) {
                windows.flush(i, sink);
            }
        }
    }

    /** A copy that shares nothing mutable with this. */
    public DeviceWindows copy() {
        DeviceWindows copy = new DeviceWindows(series.length);
        for (int i = 0; i < series.length; i++) {
            SeriesWindows windows = series[i];
            copy.series[i] = windows == null ? null : windows.copy();
        }
        return copy;
    }

    /** Positions in use: one more than the highest that has had a sample. */
    int count() {
        int count = series.length;
        while (count > 0 && series[count - 1] == null) {
            count--;
        }
        return count;
    }

    @Nullable
    SeriesWindows find(int metricIndex) {
        return metricIndex < series.length ? series[metricIndex] : null;
    }

    private SeriesWindows at(int metricIndex) {
        SeriesWindows found = find(metricIndex);
        if (found == null) {
            found = new SeriesWindows();
            put(metricIndex, found);
        }
        return found;
    }

    void put(int metricIndex, SeriesWindows windows) {
        if (metricIndex >= series.length) {
            series = Arrays.copyOf(series, metricIndex + 1 + metricIndex / 8);
        }
        series[metricIndex] = windows;
    }
}
