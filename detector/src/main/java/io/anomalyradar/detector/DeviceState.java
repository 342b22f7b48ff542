package io.anomalyradar.detector;

import io.anomalyradar.detector.calibration.AlarmBudget;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The complete detector state of one device: its metrics in order of first appearance, their series, the metrics
 * together, the newest frame ids and the time of the newest arrival. Mutable, not thread-safe; {@link #copy} is a true
 * deep copy.
 *
 * <p>Memory: that of each {@link SeriesState}, plus 16 bytes per frame id. The state of the metrics together takes
 * about 400 bytes per metric for the first 64 metrics.
 */
public final class DeviceState implements DeviceSeries {

    /** The default number of remembered frame ids. */
    public static final int DEFAULT_RECENT_FRAMES = 256;

    private final MetricIndex metrics;
    private final RecentFrames frames;
    private SeriesLayout layout;
    private @Nullable SeriesState[] series;
    private @Nullable JointState joint;
    private long lastArrivalMillis;

    /** A device without samples, for series of this configuration. */
    public DeviceState(DetectorConfig config) {
        this(SeriesLayout.of(config), DEFAULT_RECENT_FRAMES);
    }

    /** The same with a bound on the remembered frame ids, at least 1. */
    public DeviceState(DetectorConfig config, int recentFrames) {
        this(SeriesLayout.of(config), recentFrames);
    }

    DeviceState(SeriesLayout layout, int recentFrames) {
        this.layout = layout;
        this.metrics = new MetricIndex();
        this.frames = new RecentFrames(recentFrames);
        this.series = new SeriesState[4];
    }

    private DeviceState(DeviceState other) {
        layout = other.layout;
        metrics = other.metrics.copy();
        frames = other.frames.copy();
        series = other.series.clone();
        for (int i = 0; i < metrics.count(); i++) {
            series[i] = other.series(i).copy();
        }
        joint = other.joint == null ? null : other.joint.copy();
        lastArrivalMillis = other.lastArrivalMillis;
    }

    /** A copy that shares nothing mutable with this state: changes to one do not affect the other. */
    public DeviceState copy() {
        return new DeviceState(this);
    }

    /**
     * The position of a metric, or −1 if the device does not have it. Costs one comparison if metrics are looked up in
     * the order of the previous frame.
     */
    public int indexOf(String metric) {
        return metrics.find(metric);
    }

    /**
     * Adds a metric with an empty series, and returns its position.
     *
     * @throws IllegalArgumentException if the device has it already
     */
    public int addMetric(String metric) {
        if (metrics.find(metric) >= 0) {
            throw new IllegalArgumentException("the device already has the metric " + metric);
        }
        int index = metrics.add(metric);
        if (index == series.length) {
            series = Arrays.copyOf(series, index + (index >> 1));
        }
        series[index] = new SeriesState(metric, index, layout);
        return index;
    }

    /** The series of a metric, created if absent: a device in memory has no bound. */
    @Override
    public SeriesState series(String metric) {
        int known = metrics.find(metric);
        return series(known >= 0 ? known : addMetric(metric));
    }

    /**
     * The series at this position.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public SeriesState series(int index) {
        SeriesState found = index >= 0 && index < metrics.count() ? series[index] : null;
        if (found == null) {
            throw new IndexOutOfBoundsException("index must be in [0, " + metrics.count() + "), was " + index);
        }
        return found;
    }

    /**
     * The same for a series whose factor is known from other devices: its first threshold is {@code factor} times the
     * usual one, if its method has a {@linkplain AlarmBudget budget}.
     *
     * @param factor above 0
     */
    public int addMetric(String metric, double factor) {
        int index = addMetric(metric);
        series(index).beginAt(factor);
        return index;
    }

    /**
     * The ratio of the series' threshold to its initial threshold, or to the usual initial one; 0 before the first
     * sample.
     */
    public double factor(int index) {
        return series(index).factor();
    }

    /** Reserves room for this many series. */
    public void reserve(int count) {
        if (count > series.length) {
            series = Arrays.copyOf(series, count);
        }
    }

    /** The number of series of the device. */
    @Override
    public int seriesCount() {
        return metrics.count();
    }

    /** The number of sharers of the device's alarm budget: its series, plus one if the metrics are scored together. */
    @Override
    public int sharers() {
        return metrics.count() + (joint == null ? 0 : 1);
    }

    /** The name of a metric by its position. */
    public String metric(int index) {
        return metrics.name(index);
    }

    @Override
    public String metricAt(int position) {
        return metrics.name(position);
    }

    /** Remembers a frame id; false if it is among the remembered ids, so that the frame is a duplicate. */
    public boolean addFrame(String id) {
        return frames.add(id);
    }

    /** The arrival time of the newest frame; 0 before the first {@link #arrivedAt}. */
    public long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    /** Sets the arrival time of the newest frame. */
    public void arrivedAt(long millis) {
        lastArrivalMillis = millis;
    }

    /** The state of the metrics together; empty if it does not fit the detector. */
    @Override
    public JointState joint(JointDetector detector) {
        JointState known = joint;
        if (known == null || !detector.fits(known)) {
            known = detector.newState();
            joint = known;
        }
        return known;
    }

    /** The state of the metrics together; null if they are not scored together. */
    @Nullable
    JointState joint() {
        return joint;
    }

    /** Replaces the state of the metrics together. */
    void joint(JointState known) {
        joint = known;
    }

    /** The number of late samples of the series. */
    public long late(int index) {
        return series(index).late();
    }

    /** The number of samples of the series that were not late. */
    public long samples(int index) {
        return series(index).samples();
    }

    SeriesLayout layout() {
        return layout;
    }

    RecentFrames frames() {
        return frames;
    }

    /** Declares that all series have this layout, and that new ones get it. */
    void layout(SeriesLayout layout) {
        this.layout = layout;
    }
}
