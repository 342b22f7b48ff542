package io.anomalyradar.bus;

/** What became of one delivery. */
public sealed interface Delivery {
    /** Nothing was published: the body as a whole is refused. */
    record Refused(BatchException.Reason reason, String message) implements Delivery {}

    /** Every frame was refused, or there was none. */
    record Empty(FrameBatch batch) implements Delivery {}

    /** The good frames of {@code batch} were handed to the broker. */
    record Sent(FrameBatch batch, Published published) implements Delivery {}
}
