package io.anomalyradar.bus;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One way in for telemetry or events: decodes deliveries within bounds and publishes them. Thread-safe. */
public final class Door {
    private final String name;
    private final FramePublisher publisher;
    private final DoorLimits limits;
    private final Clock clock;

    /** @param name for metrics, such as {@code json} */
    public Door(String name, FramePublisher publisher, DoorLimits limits, Clock clock) {
        this.name = name;
        this.publisher = publisher;
        this.limits = limits;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /**
     * Decodes {@code body} and publishes its good frames together. Blocks while it decodes, and as
     * {@link FramePublisher#publish} does: not for event loops.
     *
     * @param body decompressed; is read to its end and closed
     * @param idempotencyKey identifies the frames; null: they keep their own ids
     * @param allowed the devices for which the sender may send
     * @param cancelled whether the sender is gone; checked often
     * @return completed once the result of every frame is known
     */
    public CompletableFuture<DoorResult> deliver(
            BodySource body,
            BatchDecoder decoder,
            @Nullable String idempotencyKey,
            Predicate<String> allowed,
            BooleanSupplier cancelled) {
        FrameBatch batch = new FrameBatch(idempotencyKey, clock.millis(), limits, allowed, cancelled);
        return deliver(body, batch, decoder::decode, publisher::publish, cancelled);
    }

    /** As {@link #deliver}, for events. */
    public CompletableFuture<DoorResult> deliverEvents(
            BodySource body,
            EventBatchDecoder decoder,
            @Nullable String idempotencyKey,
            Predicate<String> allowed,
            BooleanSupplier cancelled) {
        EventBatch batch = new EventBatch(idempotencyKey, clock.millis(), limits, allowed, cancelled);
        return deliver(body, batch, decoder::decode, publisher::publishEvents, cancelled);
    }

    @FunctionalInterface
    private interface Decoding<B> {
        void decode(InputStream body, B batch) throws IOException;
    }

    private <T, B extends Batch<T>> CompletableFuture<DoorResult> deliver(
            BodySource body,
            B batch,
            Decoding<B> decoder,
            Function<List<T>, CompletableFuture<Published>> publish,
            BooleanSupplier cancelled) {
        try (InputStream bounded = new BoundedBody(body.open(), limits.maxBytes(), cancelled)) {
            decoder.decode(bounded, batch);
        } catch (BatchException ended) {
            return done(new DoorResult.Refused(ended.reason(), String.valueOf(ended.getMessage())));
        } catch (IOException damaged) {
            return done(new DoorResult.Refused(
                    BatchException.Reason.MALFORMED,
                    "the body cannot be decompressed, or is cut off: " + damaged.getMessage()));
        }
        if (batch.accepted().isEmpty()) {
            return done(new DoorResult.Empty(batch));
        }
        return publish.apply(batch.accepted()).thenApply(published -> new DoorResult.Sent(batch, published));
    }

    private static CompletableFuture<DoorResult> done(DoorResult delivery) {
        return CompletableFuture.completedFuture(delivery);
    }

    /** Opens the body, decompressing it where that is needed. */
    @FunctionalInterface
    public interface BodySource {
        InputStream open() throws IOException;
    }
}
