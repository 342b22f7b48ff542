package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.SeriesState;
import org.jspecify.annotations.Nullable;

/** A series in a checkpoint: its state, or in rare cases bytes that cannot be read. */
final class StoredSeries {
    private final int position;
    private final @Nullable SeriesState state;
    private final @Nullable UnreadableState unreadable;

    private StoredSeries(int position, @Nullable SeriesState state, @Nullable UnreadableState unreadable) {
        this.position = position;
        this.state = state;
        this.unreadable = unreadable;
    }

    static StoredSeries of(SeriesState state) {
        return new StoredSeries(state.position(), state, null);
    }

    static StoredSeries unreadable(int position, UnreadableState bytes) {
        return new StoredSeries(position, null, bytes);
    }

    /**
     * A copy that shares nothing mutable with this one: a checkpoint is written from one while processing continues on
     * the other.
     */
    StoredSeries copy() {
        return state == null ? this : of(state.copy());
    }

    /** The position of the metric in its device. */
    int position() {
        return position;
    }

    /** Null if it cannot be read. */
    @Nullable
    SeriesState state() {
        return state;
    }

    /** Null if the state can be read: nearly always. */
    @Nullable
    UnreadableState unreadable() {
        return unreadable;
    }
}
