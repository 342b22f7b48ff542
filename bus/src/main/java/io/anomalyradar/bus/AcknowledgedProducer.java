package io.anomalyradar.bus;

import io.anomalyradar.model.config.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes one record at a time, for a person who waits: all replicas acknowledge it before {@link #send} returns.
 * Thread-safe.
 */
public final class AcknowledgedProducer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MAX_RECORD_BYTES = 2 << 20;

    private final KafkaProducer<byte[], byte[]> producer;

    /** @param part for the client's id, such as {@code commands} */
    public AcknowledgedProducer(KafkaConfig kafka, String part) {
        producer = new KafkaProducer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client(part),
                                "acks",
                                "all",
                                "enable.idempotence",
                                true,
                                "linger.ms",
                                0,
                                "max.request.size",
                                MAX_RECORD_BYTES,
                                "max.block.ms",
                                PATIENCE_MILLIS,
                                "delivery.timeout.ms",
                                PATIENCE_MILLIS,
                                "request.timeout.ms",
                                PATIENCE_MILLIS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Writes {@code record}, and returns when the broker has it.
     *
     * @throws KafkaException when the broker does not answer in time: whether it was written is not known
     */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            return producer.send(record).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new KafkaException(record.topic() + " could not be written", failed.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaException("the broker does not answer", silent);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
