package io.anomalyradar.bus;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of radar.telemetry: idempotent, acknowledged by all replicas, in the order given for each device.
 * Thread-safe.
 */
final class TelemetryProducer implements AutoCloseable {
    /** Two frames of the largest size: a record is compressed only after this bound was checked. */
    private static final int MAX_REQUEST_BYTES = 2 << 20;

    /** How long the producer tries before it reports a failure. */
    enum Patience {
        /** A caller waits for the answer. */
        ANSWER(2, 5_000, 5_000, 12_000),
        /** A long transfer: outlasts the restart of a broker. */
        TRANSFER(5, 15_000, 30_000, 120_000);

        private final int lingerMillis;
        private final int blockMillis;
        private final int requestMillis;
        private final int deliveryMillis;

        Patience(int lingerMillis, int blockMillis, int requestMillis, int deliveryMillis) {
            this.lingerMillis = lingerMillis;
            this.blockMillis = blockMillis;
            this.requestMillis = requestMillis;
            this.deliveryMillis = deliveryMillis;
        }

        private Map<String, Object> settings(TopicNames topics) {
            return Map.ofEntries(
                    Map.entry("client.id", topics.client(this == ANSWER ? "ingest" : "transfer")),
                    Map.entry("enable.idempotence", true),
                    Map.entry("acks", "all"),
                    Map.entry("compression.type", "lz4"),
                    Map.entry("batch.size", 128 << 10),
                    Map.entry("max.request.size", MAX_REQUEST_BYTES),
                    Map.entry("linger.ms", lingerMillis),
                    Map.entry("max.block.ms", blockMillis),
                    Map.entry("request.timeout.ms", requestMillis),
                    Map.entry("delivery.timeout.ms", deliveryMillis));
        }
    }

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A producer; the broker need not be there yet. */
    TelemetryProducer(KafkaConfig kafka, Patience patience) {
        topic = kafka.topics().telemetry();
        producer = new KafkaProducer<>(
                KafkaClients.properties(kafka, patience.settings(kafka.topics())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Blocks while the topic's metadata is fetched or the send buffer is full.
     *
     * @throws org.apache.kafka.common.KafkaException when the thread is interrupted
     * @throws IllegalStateException when this is closed
     */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> telemetry, Callback callback) {
        return producer.send(telemetry, callback);
    }

    /**
     * Returns once every record sent is acknowledged or has failed.
     *
     * @throws org.apache.kafka.common.KafkaException when the thread is interrupted
     */
    void flush() {
        producer.flush();
    }

    /**
     * How many partitions the topic has; waits for its metadata.
     *
     * @throws org.apache.kafka.common.KafkaException when no broker answers, or the topic is absent
     */
    int partitions() {
        return producer.partitionsFor(topic).size();
    }

    /** Sends the buffered records and waits for their acknowledgement, for at most {@code patience}. */
    void close(Duration patience) {
        producer.close(patience);
    }

    /** Drops the records that are not acknowledged. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
