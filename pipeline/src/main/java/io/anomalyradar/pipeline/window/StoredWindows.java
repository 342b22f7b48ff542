package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.aggregate.SeriesWindows;
import io.anomalyradar.model.telemetry.SourcePosition;

/** The open windows of a series, its newest time, and the newest record with a sample of it. Mutable. */
final class StoredWindows {
    private final int position;
    private final SeriesWindows windows;
    private final String damage;
    private long newestMillis = Long.MIN_VALUE;
    private SourcePosition newest = SourcePosition.NOWHERE;

    /** A series without samples. */
    StoredWindows(int position) {
        this(position, new SeriesWindows(), "");
    }

    private StoredWindows(int position, SeriesWindows windows, String damage) {
        this.position = position;
        this.windows = windows;
        this.damage = damage;
    }

    static StoredWindows of(int position, SeriesWindows windows) {
        return new StoredWindows(position, windows, "");
    }

    /** A series whose bytes in the checkpoint cannot be read. */
    static StoredWindows damaged(int position, String reason) {
        return new StoredWindows(position, new SeriesWindows(), reason);
    }

    /** A copy that shares nothing mutable with this one. */
    StoredWindows copy() {
        StoredWindows copy = new StoredWindows(position, windows.copy(), damage);
        copy.note(newestMillis, newest);
        return copy;
    }

    /** The position of the metric in its device. */
    int position() {
        return position;
    }

    SeriesWindows windows() {
        return windows;
    }

    /** Why the windows could not be read, so that these are empty; nearly always empty, because they could. */
    String damage() {
        return damage;
    }

    /** Time of the newest sample; {@link Long#MIN_VALUE} before the first. */
    long newestMillis() {
        return newestMillis;
    }

    /** The newest record with a sample. */
    SourcePosition newest() {
        return newest;
    }

    /** Records a sample. */
    void note(long timestampMillis, SourcePosition source) {
        newestMillis = timestampMillis;
        newest = source;
    }
}
