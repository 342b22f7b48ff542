package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpResponse;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.bus.EventBatchDecoder;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How one request is read and answered.
 *
 * @param delivery of the decompressed body
 * @param coding in which the body is compressed
 * @param repeats how a body that is sent again is recognised
 * @param answer to the result
 */
public record Exchange(
        Delivery delivery, BodyCoding coding, Repeats repeats, Function<DoorResult, HttpResponse> answer) {

    /** How a body that is sent again is recognised. */
    public enum Repeats {
        /** By the header {@code Idempotency-Key}, if the sender gives it. */
        BY_HEADER,
        /** By its bytes: senders of this protocol repeat a body unchanged, and no two bodies are equal otherwise. */
        BY_BODY
    }

    /** Hands a body to a door; see {@link Door#deliver}. */
    @FunctionalInterface
    public interface Delivery {
        CompletableFuture<DoorResult> through(
                Door door,
                Door.BodySource body,
                @Nullable String idempotencyKey,
                Predicate<String> allowed,
                BooleanSupplier gone);

        /** Of frames. */
        static Delivery of(BatchDecoder decoder) {
            return (door, body, key, allowed, gone) -> door.deliver(body, decoder, key, allowed, gone);
        }

        /** Of events. */
        static Delivery ofEvents(EventBatchDecoder decoder) {
            return (door, body, key, allowed, gone) -> door.deliverEvents(body, decoder, key, allowed, gone);
        }
    }

    /** An exchange of frames. */
    public Exchange(
            BatchDecoder decoder, BodyCoding coding, Repeats repeats, Function<DoorResult, HttpResponse> answer) {
        this(Delivery.of(decoder), coding, repeats, answer);
    }
}
