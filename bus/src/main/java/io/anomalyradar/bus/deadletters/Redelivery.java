package io.anomalyradar.bus.deadletters;

import io.anomalyradar.model.telemetry.Refusal;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The possible handling of a dead letter. */
public sealed interface Redelivery {
    /** Samples that would be refused again, and so are not sent: one refusal each, or one for the record. */
    List<Refusal> stillRefused();

    /**
     * Some of it would be accepted now.
     *
     * @param telemetry to be sent
     * @param samples in it
     */
    record Sendable(ProducerRecord<byte[], byte[]> telemetry, int samples, List<Refusal> stillRefused)
            implements Redelivery {}

    /** All of it would be refused again. */
    record Hopeless(List<Refusal> stillRefused) implements Redelivery {}
}
