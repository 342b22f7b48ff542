package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * Windows of one minute and one hour of a series, on the series' own time. Mutable, not thread-safe; {@link #copy} is a
 * true deep copy.
 *
 * <p>A window is emitted as soon as a sample shows that it is over: no clock but that of the samples decides. Windows
 * without samples are not emitted. {@link #flush} emits the open windows before they are over.
 *
 * <p>A sample costs O(1): it is added once, to the open minute, which is merged into its hour when it closes. That
 * allocates only for an emitted result, and when a value lies outside the buckets of a sketch.
 *
 * <p>Memory: the open minute, and the open hour without that minute, each of about 400 bytes and the buckets of its
 * sketch: four bytes each, 38 for every doubling between the smallest and the largest magnitude, at most 8 KiB.
 */
public final class SeriesWindows {
    /** Length of the short windows. */
    public static final long MINUTE_MILLIS = 60_000;

    /** Length of the long windows. */
    public static final long HOUR_MILLIS = 3_600_000;

    private final Pane minute;
    private final Pane hour;
    private boolean emitted = true; // as they are now

    /** A series without samples. */
    public SeriesWindows() {
        this(new Pane(), new Pane());
    }

    private SeriesWindows(Pane minute, Pane hour) {
        this.minute = minute;
        this.hour = hour;
    }

    /** A copy that shares nothing mutable with this. */
    public SeriesWindows copy() {
        SeriesWindows copy = new SeriesWindows(minute.copy(), hour.copy());
        copy.emitted = emitted;
        return copy;
    }

    /**
     * Emits the windows that this sample shows to be over, the minute first; then adds the sample.
     *
     * @param sample its time is in the order of the series: in the open minute or after it
     * @throws IllegalArgumentException if the time is before the open minute; nothing changes
     */
    public void add(WindowSample sample, WindowSink sink) {
        long sinceOpen = sample.timestampMillis() - minute.startMillis();
        if (minute.isEmpty()) {
            minute.restart(start(sample.timestampMillis(), MINUTE_MILLIS));
            hour.restart(start(sample.timestampMillis(), HOUR_MILLIS));
        } else if (sinceOpen < 0) {
            throw new IllegalArgumentException("timestampMillis must not be before the open minute at "
                    + minute.startMillis() + ", was " + sample.timestampMillis());
        } else if (sinceOpen >= MINUTE_MILLIS) {
            close(sample.timestampMillis(), sink);
        }
        minute.add(sample);
        emitted = false;
    }

    private void close(long timestampMillis, WindowSink sink) {
        sink.emit(minute.result(MINUTE_MILLIS));
        hour.merge(minute);
        if (timestampMillis - hour.startMillis() >= HOUR_MILLIS) {
            sink.emit(hour.result(HOUR_MILLIS));
            hour.restart(start(timestampMillis, HOUR_MILLIS));
        }
        minute.restart(start(timestampMillis, MINUTE_MILLIS));
    }

    /**
     * Emits the open windows as they are, unless that was done since the newest sample: for a series that has gone
     * quiet. When more samples come, the same windows are emitted again with a larger count.
     *
     * @return whether windows were emitted
     */
    public boolean flush(WindowSink sink) {
        if (emitted) {
            return false;
        }
        sink.emit(minute.result(MINUTE_MILLIS));
        Pane whole = hour.copy();
        whole.merge(minute);
        sink.emit(whole.result(HOUR_MILLIS));
        emitted = true;
        return true;
    }

    /** The largest multiple of {@code sizeMillis} that is not above the time. */
    private static long start(long timestampMillis, long sizeMillis) {
        long remainder = timestampMillis % sizeMillis;
        return timestampMillis - (remainder < 0 ? remainder + sizeMillis : remainder);
    }

    void writeTo(ByteWriter out) {
        out.writeCount(emitted ? 1 : 0);
        minute.writeTo(out);
        hour.writeTo(out);
    }

    static SeriesWindows readFrom(ByteReader in) {
        boolean emitted = in.readCount("emitted", 1) == 1;
        SeriesWindows series = new SeriesWindows(Pane.readFrom(in), Pane.readFrom(in));
        series.emitted = emitted;
        return series;
    }
}
