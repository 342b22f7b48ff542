package io.anomalyradar.detector.aggregate;

/**
 * Tumbling and sliding windows of a device's series, on each series' own time.
 *
 * <p>Samples are counted in panes; a tumbling window is a pane, a sliding one the merger of the newest panes. A window is emitted as soon as a
 * sample shows that it is over: by its own series, so that no clock but the samples' decides, and no other device's. Windows without
 * samples are not emitted, and a gap of any length costs no more than one sliding window. {@link #flushIdle} emits what is open before
 * it is over.
 *
 * <p>A sample costs O(1), and allocates only when it opens a pane or a bucket of its sketch. The object holds only settings and is
 * thread-safe; a {@link DeviceWindows} may be used by one thread at a time.
 */
public final class WindowAggregator {

    private final WindowConfig config;

    /** An aggregator for windows of these lengths. */
    public WindowAggregator(WindowConfig config) {
        this.config = config;
    }

    /** A device without samples. */
    public DeviceWindows newState() {
        return new DeviceWindows(config);
    }

    /**
     * Adds a sample of the metric at this position, and emits the windows it shows to be over: by increasing end, the tumbling one
     * first. A state of other window lengths is emptied before.
     *
     * @param timestampMillis in the order of the series; in the open pane or after it
     * @param value finite and below 1e150 in magnitude, so that squares stay finite
     * @throws IllegalArgumentException if the time is before the open pane; nothing changes
     */
    public void add(DeviceWindows state, int metricIndex, long timestampMillis, double value, WindowSink sink) {
        if (!state.config().equals(config)) {
            state.restart(config);
        }
        SeriesWindows series = state.at(metricIndex);
        if (series.isEmpty()) {
            long start = config.paneStart(timestampMillis);
            series.open(start, start);
        } else {
            long sinceOpen = timestampMillis - series.open().startMillis();
            if (sinceOpen < 0) {
                throw new IllegalArgumentException("timestampMillis must not be before the open pane at "
                        + series.open().startMillis() + ", was " + timestampMillis);
            }
            if (sinceOpen >= config.paneMillis()) {
                long start = config.paneStart(timestampMillis);
                emit(series, metricIndex, start, sink);
                series.open(start, start + config.paneMillis() - config.slidingMillis());
            }
        }
        series.add(value);
    }

    /**
     * Emits every window that holds samples and is not over, as it stands: for a device that has gone quiet. When more samples come,
     * the same windows are emitted again with a larger count. Series without a sample since they were last emitted are left out.
     */
    public void flushIdle(DeviceWindows state, WindowSink sink) {
        for (int i = 0; i < state.count(); i++) {
            SeriesWindows series = state.find(i);
            if (series != null && !series.isTold()) {
                emit(series, i, Long.MAX_VALUE, sink);
                series.told();
            }
        }
    }

    /** Emits the open pane, and the sliding windows that hold it and end by {@code untilMillis}. */
    private void emit(SeriesWindows series, int metricIndex, long untilMillis, WindowSink sink) {
        long start = series.open().startMillis();
        sink.emit(metricIndex, series.open().result(config.paneMillis()));
        for (int i = 1; i <= config.panes(); i++) {
            long end = start + i * config.paneMillis();
            if (end > untilMillis) {
                return;
            }
            long from = end - config.slidingMillis();
            sink.emit(metricIndex, series.merged(from, end).result(config.slidingMillis()));
        }
    }
}
