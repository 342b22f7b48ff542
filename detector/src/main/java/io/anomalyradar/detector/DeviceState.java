package io.anomalyradar.detector;

import io.anomalyradar.detector.budget.AlarmBudget;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that the detector knows of one device: its metrics in order of first appearance, their series, the metrics
 * together, the frames seen last and when the device was last heard. Mutable, not thread-safe; {@link #copy} is a true deep copy.
 *
 * <p>Memory: that of each {@link SeriesState}, 16 bytes a frame id. What is known of the metrics together is about 400 bytes a metric for its first 64.
 */
public final class DeviceState implements DeviceSeries {

    /** How many frame ids are remembered by default. */
    public static final int DEFAULT_RECENT_FRAMES = 256;

    private final MetricIndex metrics;
    private final RecentFrames frames;
    private SeriesLayout layout;
    private @Nullable SeriesState[] series;
    private @Nullable JointState joint;
    private long lastArrivalMillis;

    /** A device that has not been heard yet, for series of this configuration. */
    public DeviceState(DetectorConfig config) {
        this(SeriesLayout.of(config), DEFAULT_RECENT_FRAMES);
    }

    /** As above, with a bound on the frame ids that are remembered, at least 1. */
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

    /** A copy that shares nothing mutable with this: neither sees what happens to the other. */
    public DeviceState copy() {
        return new DeviceState(this);
    }

    /**
     * The position of a metric, or −1 when the device does not have it. One comparison when metrics are asked for in the same
     * order as in the frame before.
     */
    public int indexOf(String metric) {
        return metrics.find(metric);
    }

    /**
     * Adds a metric, whose series has seen nothing, and returns its position.
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

    /** The series of a metric, which begins where there is none: a device in memory has no bound. */
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
     * The same for a series of which others have shown how unusual it will be: its first threshold is {@code factor} times the usual one, if its method
     * has a {@linkplain AlarmBudget budget}.
     *
     * @param factor above 0
     */
    public int addMetric(String metric, double factor) {
        int index = addMetric(metric);
        series(index).beginAt(factor);
        return index;
    }

    /** By which factor the threshold of the series differs from where it began, or would have usually; 0 before the first. */
    public double factor(int index) {
        return series(index).factor();
    }

    /** Makes room for this many series at once. */
    public void reserve(int count) {
        if (count > series.length) {
            series = Arrays.copyOf(series, count);
        }
    }

    /** How many series the device has. */
    @Override
    public int seriesCount() {
        return metrics.count();
    }

    /** How many have a part of what the device may spend of a budget of alarms: its series, and all together where they are judged so. */
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

    /** Remembers a frame id; false if it is among the ids remembered, so that the frame is a duplicate. */
    public boolean addFrame(String id) {
        return frames.add(id);
    }

    /** When the device was last heard, in the time of arrival; 0 before the first {@link #arrivedAt}. */
    public long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    /** States when the device was last heard, in the time of arrival. */
    public void arrivedAt(long millis) {
        lastArrivalMillis = millis;
    }

    /** What is known of the metrics together, of which nothing is known when it does not fit the detector. */
    @Override
    public JointState joint(JointDetector detector) {
        JointState known = joint;
        if (known == null || !detector.fits(known)) {
            known = detector.newState();
            joint = known;
        }
        return known;
    }

    /** What is known of the metrics together; null where they are not judged so. */
    @Nullable
    JointState joint() {
        return joint;
    }

    /** Continues with what is known of the metrics together. */
    void joint(JointState known) {
        joint = known;
    }

    /** How many samples of the series were late. */
    public long late(int index) {
        return series(index).late();
    }

    /** How many samples of the series were not late. */
    public long samples(int index) {
        return series(index).samples();
    }

    SeriesLayout layout() {
        return layout;
    }

    RecentFrames frames() {
        return frames;
    }

    /** States that all series have this layout, and that new ones begin with it. */
    void layout(SeriesLayout layout) {
        this.layout = layout;
    }
}
