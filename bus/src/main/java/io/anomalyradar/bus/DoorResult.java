package io.anomalyradar.bus;

/** What became of one delivery. */
public sealed interface DoorResult {
    /** Nothing was published: the body as a whole is refused. */
    record Refused(BatchException.Reason reason, String message) implements DoorResult {}

    /** Every frame was refused, or there was none. */
    record Empty(FrameBatch batch) implements DoorResult {}

    /** The good frames of {@code batch} were handed to the broker. */
    record Sent(FrameBatch batch, Published published) implements DoorResult {}
}
