package io.anomalyradar.app.score;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DeviceSeries;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Samples;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One device and the row of it that is being scored, as a {@link DetectionHost} sees them: with the pipeline's reasons
 * to refuse a sample (names, times, magnitudes, the bound on series), except that there is no append time to compare a
 * time with. Not thread-safe.
 */
final class DeviceScorer implements DeviceSeries, Samples {
    private final String device;
    private final DetectionHost host;
    private final DeviceState state;
    private final int maxSeries;
    private final boolean named;
    private final JointScore joint = new JointScore();
    private String[] metrics = new String[8];
    private double[] values = new double[8];
    private int[] cells = new int[8];
    private int size;
    private long timestampMillis;

    /** A device that has received no sample yet, with this empty state. */
    DeviceScorer(String device, DetectionHost host, DeviceState state, int maxSeries) {
        this.device = device;
        this.host = host;
        this.state = state;
        this.maxSeries = maxSeries;
        this.named = FrameLimits.checkDevice(device) == null;
    }

    /** Another device with the same past, which goes its own way from here. */
    DeviceScorer continuedAs(String name) {
        return new DeviceScorer(name, host, state.copy(), maxSeries);
    }

    @Override
    public String device() {
        return device;
    }

    /** Starts a row of this time. */
    void begin(long rowTimestampMillis) {
        timestampMillis = rowTimestampMillis;
        size = 0;
    }

    /** Takes the sample of a cell of the row; false when it is refused. */
    boolean add(int cell, String metric, double value) {
        if (timestampMillis < 0
                || timestampMillis > FrameLimits.MAX_TIMESTAMP_MILLIS
                || !(Math.abs(value) <= FrameLimits.MAX_MAGNITUDE)) {
            return false;
        }
        if (size == metrics.length) {
            metrics = Arrays.copyOf(metrics, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            cells = Arrays.copyOf(cells, 2 * size);
        }
        metrics[size] = metric;
        values[size] = value;
        cells[size++] = cell;
        return true;
    }

    /** Scores the row; returns how many more samples were refused. */
    int end(Detections out) {
        joint.rest();
        return size == 0 ? 0 : host.take(this, this, out);
    }

    /** The cell of a sample of the row. */
    int cell(int index) {
        return cells[index];
    }

    /** The joint score of the metrics. */
    JointScore joint() {
        return joint;
    }

    @Override
    public @Nullable SeriesState series(String metric) {
        if (state.indexOf(metric) < 0
                && (state.seriesCount() >= maxSeries || !named || FrameLimits.checkMetric(metric) != null)) {
            return null;
        }
        return state.series(metric);
    }

    @Override
    public int seriesCount() {
        return state.seriesCount();
    }

    @Override
    public int sharers() {
        return state.sharers();
    }

    @Override
    public String metric(int index) {
        return metrics[index];
    }

    @Override
    public String metricAt(int position) {
        return state.metric(position);
    }

    @Override
    public JointState joint(JointDetector detector) {
        return state.joint(detector);
    }

    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double value(int index) {
        return values[index];
    }
}
