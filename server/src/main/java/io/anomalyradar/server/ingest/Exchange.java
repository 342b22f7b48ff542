package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpResponse;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.DoorResult;
import java.util.function.Function;

/**
 * How one request is read and answered.
 *
 * @param decoder of the decompressed body
 * @param coding in which the body is compressed
 * @param repeats how a body that is sent again is recognised
 * @param answer to the result
 */
public record Exchange(
        BatchDecoder decoder, BodyCoding coding, Repeats repeats, Function<DoorResult, HttpResponse> answer) {

    /** How a body that is sent again is recognised. */
    public enum Repeats {
        /** By the header {@code Idempotency-Key}, if the sender gives it. */
        BY_HEADER,
        /** By its bytes: senders of this protocol repeat a body unchanged, and no two bodies are equal otherwise. */
        BY_BODY
    }
}
