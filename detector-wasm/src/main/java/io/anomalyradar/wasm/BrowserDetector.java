package io.anomalyradar.wasm;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.SeriesDetector;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The detector of a page's series as JavaScript calls it. Batches go through columns of {@link #capacity()} rows; a
 * call allocates nothing. Not thread-safe: a page keeps it in one worker.
 */
public final class BrowserDetector {

    private static final String NO_DEVICE = "";

    private final int capacity;
    private final SeriesMemory memory;
    private final DetectionHost host;
    private final SharedDoubles times;
    private final SharedDoubles values;
    private final Answers answers;

    BrowserDetector(DetectorConfig config, int capacity, double budgetBytes) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
        this.memory = new SeriesMemory(config, budgetBytes);
        this.host = new DetectionHost((device, metric) -> memory.detector().config(), null);
        this.times = new SharedDoubles(capacity);
        this.values = new SharedDoubles(capacity);
        this.answers = new Answers(capacity);
    }

    /** How many rows the columns have. */
    @JSExport
    public int capacity() {
        return capacity;
    }

    /** The current window, in samples: that of the configuration, or half of it when memory is short. */
    @JSExport
    public int window() {
        return memory.window();
    }

    /** What every score of this detector carries, see {@link DetectorConfig#version()}. */
    @JSExport
    public int configVersion() {
        return memory.detector().configVersion();
    }

    /** Adds a series, which has seen nothing, and returns its position. */
    @JSExport
    public int addSeries(String name) {
        int series = memory.add(name);
        host.reconfigured(); // the window may be smaller now
        return series;
    }

    /** Makes room for so many series in all: adding them is then quick. */
    @JSExport
    public void reserve(int series) {
        if (series < 0) {
            throw new IllegalArgumentException("series must be at least 0, was " + series);
        }
        memory.reserve(series);
        host.reconfigured();
    }

    /** The position of a series, or −1. */
    @JSExport
    public int indexOf(String name) {
        return memory.state().indexOf(name);
    }

    /** The name of a series by its position. */
    @JSExport
    public String seriesName(int series) {
        return memory.state().metric(series);
    }

    /** How many series there are. */
    @JSExport
    public int seriesCount() {
        return memory.state().seriesCount();
    }

    /** Takes one sample of each of the first {@code n} series, all of one time; returns how many anomalies changed. */
    @JSExport
    public int tick(int n, double timestampMillis) {
        DeviceState state = memory.state();
        if (n < 0 || n > capacity || n > state.seriesCount()) {
            throw new IllegalArgumentException("n must be at most the capacity and the number of series, was " + n);
        }
        if (!isTime(timestampMillis)) {
            throw new IllegalArgumentException("timestampMillis must be a whole number in [-2^53, 2^53]");
        }
        values.take(n);
        answers.begin();
        long time = (long) timestampMillis;
        for (int i = 0; i < n; i++) {
            step(i, i, time, values.array[i]);
        }
        return answers.show(n);
    }

    /** Takes the next {@code n} samples of one series, in order of arrival; returns how many anomalies changed. */
    @JSExport
    public int feed(int series, int n) {
        if (n < 0 || n > capacity) {
            throw new IllegalArgumentException("n must be at most the capacity, was " + n);
        }
        if (series < 0 || series >= memory.state().seriesCount()) {
            throw new IllegalArgumentException("there is no series " + series);
        }
        times.take(n);
        values.take(n);
        answers.begin();
        for (int i = 0; i < n; i++) {
            if (isTime(times.array[i])) {
                step(i, series, (long) times.array[i], values.array[i]);
            } else {
                notScored(i, values.array[i]);
            }
        }
        return answers.show(n);
    }

    private void step(int row, int series, long timestampMillis, double value) {
        if (Math.abs(value) <= SeriesDetector.MAX_MAGNITUDE) {
            DeviceState state = memory.state();
            answers.row(row);
            host.take(NO_DEVICE, state.series(series), state.sharers(), timestampMillis, value, answers);
        } else {
            notScored(row, value);
        }
    }

    private void notScored(int row, double value) {
        answers.notScored(row, Double.isNaN(value) ? Flags.NO_SAMPLE : Flags.REFUSED);
    }

    private static boolean isTime(double millis) {
        return Math.abs(millis) <= SeriesDetector.MAX_TIMESTAMP_MILLIS && Math.floor(millis) == millis;
    }

    /** All series as the bytes of {@code spec/detector-state.md}. */
    @JSExport
    public Int8Array snapshot() {
        return Int8Array.copyFromJavaArray(memory.snapshot());
    }

    /** Puts the series of a snapshot in the place of those that are here. */
    @JSExport
    public void restore(Int8Array snapshot) {
        memory.restore(snapshot.copyToJavaArray());
        host.reconfigured();
    }

    /** In: times of {@link #feed}, milliseconds. */
    @JSExport
    public Float64Array times() {
        return times.view();
    }

    /** In: values; NaN is no sample. */
    @JSExport
    public Float64Array values() {
        return values.view();
    }

    /** Out: −log₁₀ p. */
    @JSExport
    public Float64Array scores() {
        return answers.scores.view();
    }

    /** Out: expected values. */
    @JSExport
    public Float64Array expected() {
        return answers.expected.view();
    }

    /** Out: lower edges of the band. */
    @JSExport
    public Float64Array lower() {
        return answers.lower.view();
    }

    /** Out: upper edges of the band. */
    @JSExport
    public Float64Array upper() {
        return answers.upper.view();
    }

    /** Out: {@link Flags}. */
    @JSExport
    public Int32Array flags() {
        return answers.flags.view();
    }

    /** Out: a {@link RunRow} for each anomaly that changed. */
    @JSExport
    public Float64Array runs() {
        return answers.runs.view();
    }
}
