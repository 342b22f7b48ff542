package io.anomalyradar.detector.aggregate;

/**
 * Tumbling and sliding windows of a device's series, on each series' own time.
 *
 * <p>Samples are counted in panes. A tumbling window is a pane; a sliding window is the merged newest panes. A window
 * is emitted as soon as a sample of its own series shows that it is over: the decision depends on no clock other than
 * the samples' and on no other device. Windows without samples are not emitted, and a gap of any length costs no more
 * than one sliding window. {@link #flushIdle} emits open windows before they are over.
 *
 * <p>A sample costs O(1), and allocates only if it opens a pane or a bucket of its sketch. The object holds only
 * settings and is thread-safe; a {@link DeviceWindows} may be used by one thread at a time.
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
     * Adds a sample of the metric at this position and emits the windows that are then over: by increasing end, the
     * tumbling one first. A state with other window lengths is emptied first.
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
     * Emits every window that contains samples and is not over, in its current state, for a device that has gone quiet.
     * When more samples arrive, the same windows are emitted again with a larger count. Series without a sample since
     * the last emission are skipped.
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

    /** Emits the open pane, and the sliding windows that contain it and end by {@code untilMillis}. */
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
