package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.calibration.AlarmBudget;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of one series: the numbers of its detector, and the identity of its open anomaly. The unit that a
 * host stores. Mutable, not thread-safe; {@link #copy} is a true deep copy. About 2 KB ({@code 8 (window + 80)} bytes
 * with the z-score method).
 */
public final class SeriesState {

    private final String metric;
    private final int position;
    private SeriesLayout layout;
    private double[] numbers;
    private @Nullable OpenAnomaly anomaly;
    private @Nullable SeriesDetector detector; // for the settings in force; not part of the state
    private @Nullable Object settings;

    /**
     * A series without samples.
     *
     * @param position of the metric in its device, in order of first appearance, from 0
     */
    public SeriesState(String metric, int position, DetectorConfig config) {
        this(metric, position, SeriesLayout.of(config));
    }

    SeriesState(String metric, int position, SeriesLayout layout) {
        this.metric = metric;
        this.position = position;
        this.layout = layout;
        this.numbers = new double[layout.size()];
    }

    private SeriesState(SeriesState other) {
        metric = other.metric;
        position = other.position;
        layout = other.layout;
        numbers = other.numbers.clone();
        anomaly = other.anomaly;
        detector = other.detector;
        settings = other.settings;
    }

    /** A copy that shares nothing mutable with this state. */
    public SeriesState copy() {
        return new SeriesState(this);
    }

    /** The name of the metric. */
    public String metric() {
        return metric;
    }

    /** The position of the metric in its device, from 0. */
    public int position() {
        return position;
    }

    /** The memory of its numbers in bytes. */
    public long bytes() {
        return (long) Double.BYTES * numbers.length;
    }

    /** The number of late samples. */
    public long late() {
        return (long) numbers[layout.own() + SeriesLayout.LATE];
    }

    /** The number of samples that were not late. */
    public long samples() {
        return (long) numbers[layout.own() + SeriesLayout.SAMPLES];
    }

    /** The ratio of the threshold to its initial value, or to the usual initial value; 0 before the first. */
    public double factor() {
        return AlarmBudget.factor(numbers, layout.own() + SeriesLayout.BUDGET);
    }

    /** The usual time between samples, in milliseconds; 0 before the second. */
    public long usualIntervalMillis() {
        return (long) AlarmBudget.interval(numbers, layout.own() + SeriesLayout.BUDGET);
    }

    /**
     * Sets the initial threshold of a series without samples to {@code factor} times the usual one, if its method has a
     * {@linkplain AlarmBudget budget}.
     *
     * @param factor above 0
     */
    public void beginAt(double factor) {
        AlarmBudget.begin(numbers, layout.own() + SeriesLayout.BUDGET, factor);
    }

    /** The open anomaly; null if there is none. */
    public @Nullable OpenAnomaly anomaly() {
        return anomaly;
    }

    /** Restores the identity of the open anomaly, or removes it. */
    public void anomaly(@Nullable OpenAnomaly open) {
        anomaly = open;
    }

    /** Fills {@code out} with the current state of the open anomaly; meaningless if none is open. */
    public void describe(AnomalyRun out) {
        Alarm.describe(layout.evaluations(), numbers, 0, out);
    }

    /** Closes the open anomaly, if there is one, without a sample. */
    void close() {
        Alarm.close(layout.evaluations(), numbers, 0);
        anomaly = null;
    }

    /** The detector that was last set for these {@code settings}; null if there is none. */
    @Nullable
    SeriesDetector detector(Object settings) {
        return this.settings == settings ? detector : null;
    }

    /** Remembers the detector of the series for these {@code settings}. */
    void detector(Object settings, SeriesDetector detector) {
        this.settings = settings;
        this.detector = detector;
    }

    /** The series with these numbers, which it had earlier, and without an anomaly. */
    SeriesState with(double[] earlier) {
        SeriesState state = new SeriesState(metric, position, layout);
        state.numbers = earlier;
        return state;
    }

    SeriesLayout layout() {
        return layout;
    }

    double[] numbers() {
        return numbers;
    }

    /** Replaces the numbers with those of another layout. */
    void replace(SeriesLayout layout, double[] numbers) {
        this.layout = layout;
        this.numbers = numbers;
    }
}
