package io.anomalyradar.detector;

import io.anomalyradar.detector.budget.AlarmBudget;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that the detector knows of one device: its metrics in order of first appearance, their series in one flat array, the metrics
 * together, the frames seen last and when the device was last heard. Mutable, not thread-safe; {@link #copy} is a true deep copy.
 *
 * <p>Memory: about 2 KB a series ({@code 8 (window + 74)} bytes under the z-score method) and at most an eighth more for growth, 16 bytes a
 * frame id. What is known of the metrics together is about 400 bytes a metric for its first 64.
 */
public final class DeviceState {

    /** How many frame ids are remembered by default. */
    public static final int DEFAULT_RECENT_FRAMES = 256;

    private final MetricIndex metrics;
    private final RecentFrames frames;
    private SeriesLayout layout;
    private double[] numbers;
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
        this.numbers = new double[0];
    }

    private DeviceState(DeviceState other) {
        layout = other.layout;
        metrics = other.metrics.copy();
        frames = other.frames.copy();
        numbers = Arrays.copyOf(other.numbers, other.layout.size(other.metrics.count()));
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
     * @throws IllegalStateException if the series of one device would need more than 2³¹ numbers
     */
    public int addMetric(String metric) {
        if (metrics.find(metric) >= 0) {
            throw new IllegalArgumentException("the device already has the metric " + metric);
        }
        int index = metrics.add(metric);
        int needed = layout.size(index + 1);
        if (needed > numbers.length) {
            numbers = Arrays.copyOf(numbers, layout.size(index + 1 + index / 8));
        }
        return index;
    }

    /**
     * The same for a series of which others have shown how unusual it will be: its first threshold is {@code factor} times the usual one, if its method
     * has a {@linkplain AlarmBudget budget}.
     *
     * @param factor above 0
     */
    public int addMetric(String metric, double factor) {
        int index = addMetric(metric);
        AlarmBudget.begin(numbers, offset(index) + layout.own() + SeriesLayout.BUDGET, factor);
        return index;
    }

    /** By which factor the threshold of the series differs from where it began, or would have usually; 0 before the first. */
    public double factor(int index) {
        return AlarmBudget.factor(numbers, offset(index) + layout.own() + SeriesLayout.BUDGET);
    }

    /** Makes room for this many series at once; without it the state grows by an eighth, and is copied, each time it is full. */
    public void reserve(int series) {
        int needed = layout.size(series);
        if (needed > numbers.length) {
            numbers = Arrays.copyOf(numbers, needed);
        }
    }

    /** How many series the device has. */
    public int seriesCount() {
        return metrics.count();
    }

    /** How many have a part of what the device may spend of a budget of alarms: its series, and all together where they are judged so. */
    public int sharers() {
        return metrics.count() + (joint == null ? 0 : 1);
    }

    /** The name of a metric by its position. */
    public String metric(int index) {
        return metrics.name(index);
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
        return (long) numbers[offset(index) + layout.own() + SeriesLayout.LATE];
    }

    /** How many samples of the series were not late. */
    public long samples(int index) {
        return (long) numbers[offset(index) + layout.own() + SeriesLayout.SAMPLES];
    }

    SeriesLayout layout() {
        return layout;
    }

    RecentFrames frames() {
        return frames;
    }

    double[] numbers() {
        return numbers;
    }

    int offset(int index) {
        if (index < 0 || index >= metrics.count()) {
            throw new IndexOutOfBoundsException("index must be in [0, " + metrics.count() + "), was " + index);
        }
        return index * layout.size();
    }

    /** Replaces the numbers of all series by those of another layout. */
    void replace(SeriesLayout layout, double[] numbers) {
        this.layout = layout;
        this.numbers = numbers;
    }
}
