package io.anomalyradar.detector.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open and recent panes of all series of one device, by the position of the metric. Mutable, not thread-safe;
 * {@link #copy} is a true deep copy.
 *
 * <p>Memory per series: at most {@link WindowConfig#panes()} panes, each of about 200 bytes plus the buckets of its
 * sketch: four bytes each, 38 for every doubling between the smallest and the largest magnitude, at most 8 KiB.
 */
public final class DeviceWindows {

    private WindowConfig config;
    private @Nullable SeriesWindows[] series;

    /** A device without samples, for windows of these lengths. */
    public DeviceWindows(WindowConfig config) {
        this(config, 0);
    }

    DeviceWindows(WindowConfig config, int series) {
        this.config = config;
        this.series = new SeriesWindows[series];
    }

    /** A copy that shares nothing mutable with this one. */
    public DeviceWindows copy() {
        DeviceWindows copy = new DeviceWindows(config, series.length);
        for (int i = 0; i < series.length; i++) {
            SeriesWindows windows = series[i];
            copy.series[i] = windows == null ? null : windows.copy();
        }
        return copy;
    }

    WindowConfig config() {
        return config;
    }

    /** The number of positions in use: one more than the highest position with a sample. */
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

    SeriesWindows at(int metricIndex) {
        SeriesWindows found = find(metricIndex);
        if (found == null) {
            found = new SeriesWindows(config.panes());
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

    /** Discards all panes and uses windows of other lengths from now on. */
    void restart(WindowConfig config) {
        this.config = config;
        this.series = new SeriesWindows[0];
    }
}
