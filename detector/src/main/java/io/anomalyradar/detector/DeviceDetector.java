package io.anomalyradar.detector;

/**
 * The detector of a device: one step for a sample of one of its metrics. It holds only settings and is thread-safe; a
 * {@link DeviceState} may be used by one thread at a time.
 */
public final class DeviceDetector {

    private final DetectorConfig config;
    private final SeriesLayout layout;
    private final SeriesDetector series;

    /** A detector with these settings. */
    public DeviceDetector(DetectorConfig config) {
        this.config = config;
        this.layout = SeriesLayout.of(config);
        this.series = new SeriesDetector(config);
    }

    /** The settings. */
    public DetectorConfig config() {
        return config;
    }

    /** {@link DetectorConfig#version()}, computed once; every score of this detector carries it. */
    public int configVersion() {
        return series.configVersion();
    }

    /** A device without samples. */
    public DeviceState newState() {
        return new DeviceState(layout, DeviceState.DEFAULT_RECENT_FRAMES);
    }

    /** The memory of this many series in bytes; a {@link DeviceState} reserves at most an eighth more. */
    public long stateBytes(int series) {
        return (long) Double.BYTES * layout.size() * series;
    }

    /**
     * Processes the next sample of a metric, as {@link SeriesDetector#step} describes. A state that was created or
     * restored with another method, window or alarm policy is first {@linkplain #adopt adopted}.
     *
     * @throws IndexOutOfBoundsException if the device has no metric at this position
     */
    @SuppressWarnings("ReferenceEquality") // one comparison per sample; equal layouts become the same object
    public void step(DeviceState state, int metricIndex, long timestampMillis, double value, Evaluation out) {
        if (state.layout() != layout) {
            adopt(state);
        }
        series.step(state.series(metricIndex), timestampMillis, value, state.sharers(), out);
    }

    /**
     * Moves the states of all series to this configuration's method, window and alarm policy, as {@link SeriesDetector}
     * describes.
     */
    public void adopt(DeviceState state) {
        for (int i = 0; i < state.seriesCount(); i++) {
            series.adopt(state.series(i));
        }
        state.layout(layout);
    }
}
