package io.anomalyradar.bus;

import org.jspecify.annotations.Nullable;

/** What became of one delivery. */
public sealed interface DoorResult {
    /** The batch whose good items are all in the log; null if there is no such batch: the sender should not go on. */
    default @Nullable Batch<?> taken() {
        if (this instanceof Empty empty) {
            return empty.batch();
        }
        return this instanceof Sent sent && sent.published() instanceof Published.Acknowledged ? sent.batch() : null;
    }

    /** Nothing was published: the body as a whole is refused. */
    record Refused(BatchException.Reason reason, String message) implements DoorResult {}

    /** Every item was refused, or there was none. */
    record Empty(Batch<?> batch) implements DoorResult {}

    /** The good items of {@code batch} were handed to the broker. */
    record Sent(Batch<?> batch, Published published) implements DoorResult {}
}
