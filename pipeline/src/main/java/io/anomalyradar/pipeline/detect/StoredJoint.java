package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.multivariate.JointState;
import org.jspecify.annotations.Nullable;

/**
 * The state of a device's metrics together in a checkpoint: the state itself, or in rare cases bytes that cannot be
 * read.
 */
final class StoredJoint {
    private final @Nullable JointState state;
    private final @Nullable UnreadableState unreadable;

    private StoredJoint(@Nullable JointState state, @Nullable UnreadableState unreadable) {
        this.state = state;
        this.unreadable = unreadable;
    }

    static StoredJoint of(JointState state) {
        return new StoredJoint(state, null);
    }

    static StoredJoint unreadable(UnreadableState bytes) {
        return new StoredJoint(null, bytes);
    }

    /** A copy that shares nothing mutable with this one. */
    StoredJoint copy() {
        return state == null ? this : of(state.copy());
    }

    /** Null if it cannot be read. */
    @Nullable
    JointState state() {
        return state;
    }

    /** Null if the state can be read: nearly always. */
    @Nullable
    UnreadableState unreadable() {
        return unreadable;
    }
}
