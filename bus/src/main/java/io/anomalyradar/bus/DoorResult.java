package io.anomalyradar.bus;

import org.jspecify.annotations.Nullable;

/** What became of one delivery. */
public sealed interface DoorResult {
    /** The batch whose good frames are all in the log; null if there is no such batch: the sender should not go on. */
    default @Nullable FrameBatch taken() {
        if (this instanceof Empty empty) {
            return empty.batch();
        }
        return this instanceof Sent sent && sent.published() instanceof Published.Acknowledged ? sent.batch() : null;
    }

    /** Nothing was published: the body as a whole is refused. */
    record Refused(BatchException.Reason reason, String message) implements DoorResult {}

    /** Every frame was refused, or there was none. */
    record Empty(FrameBatch batch) implements DoorResult {}

    /** The good frames of {@code batch} were handed to the broker. */
    record Sent(FrameBatch batch, Published published) implements DoorResult {}
}
