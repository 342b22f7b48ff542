package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * The open minute of one series, and its open hour without that minute: a sample is added once, to the minute; a minute
 * that closes is merged into its hour.
 */
final class SeriesWindows {
    private final Pane minute;
    private final Pane hour;
    private boolean emitted = true; // as they are now

    SeriesWindows() {
        this(new Pane(), new Pane());
    }

    private SeriesWindows(Pane minute, Pane hour) {
        this.minute = minute;
        this.hour = hour;
    }

    SeriesWindows copy() {
        SeriesWindows copy = new SeriesWindows(minute.copy(), hour.copy());
        copy.emitted = emitted;
        return copy;
    }

    /** Adds a sample, after it has emitted the windows that it shows to be over: the minute first. */
    void add(WindowSample sample, int metricIndex, WindowSink sink) {
        long sinceOpen = sample.timestampMillis() - minute.startMillis();
        if (minute.isEmpty()) {
            minute.restart(start(sample.timestampMillis(), DeviceWindows.MINUTE_MILLIS));
            hour.restart(start(sample.timestampMillis(), DeviceWindows.HOUR_MILLIS));
        } else if (sinceOpen < 0) {
            throw new IllegalArgumentException("timestampMillis must not be before the open minute at "
                    + minute.startMillis() + ", was " + sample.timestampMillis());
        } else if (sinceOpen >= DeviceWindows.MINUTE_MILLIS) {
            close(sample.timestampMillis(), metricIndex, sink);
        }
        minute.add(sample);
        emitted = false;
    }

    private void close(long timestampMillis, int metricIndex, WindowSink sink) {
        sink.emit(metricIndex, minute.result(DeviceWindows.MINUTE_MILLIS));
        hour.merge(minute);
        if (timestampMillis - hour.startMillis() >= DeviceWindows.HOUR_MILLIS) {
            sink.emit(metricIndex, hour.result(DeviceWindows.HOUR_MILLIS));
            hour.restart(start(timestampMillis, DeviceWindows.HOUR_MILLIS));
        }
        minute.restart(start(timestampMillis, DeviceWindows.MINUTE_MILLIS));
    }

    /** Emits the open windows as they are, unless that was done since the newest sample. */
    void flush(int metricIndex, WindowSink sink) {
        if (emitted) {
            return;
        }
        sink.emit(metricIndex, minute.result(DeviceWindows.MINUTE_MILLIS));
        Pane whole = hour.copy();
        whole.merge(minute);
        sink.emit(metricIndex, whole.result(DeviceWindows.HOUR_MILLIS));
        emitted = true;
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
