package io.anomalyradar.benchmarks.load;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames to a topic in the same way as the server: Protobuf, keyed by device, acknowledged by all replicas.
 * Blocks while the producer's buffer is full. Not thread-safe.
 */
public final class FrameSender implements AutoCloseable {
    private static final List<Header> HEADERS =
            List.of(new RecordHeader(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8)));

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final FrameProtobuf protobuf = new FrameProtobuf();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A sender of telemetry to the broker at {@code bootstrapServers}. */
    public FrameSender(String bootstrapServers) {
        this(bootstrapServers, TopicNames.DEFAULT.telemetry());
    }

    /** A sender to {@code topic} on the broker at {@code bootstrapServers}. */
    public FrameSender(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        2,
                        "batch.size",
                        256 << 10,
                        "buffer.memory",
                        32L << 20,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends {@code frame}.
     *
     * @throws IllegalStateException if an earlier frame was not accepted: later figures would be meaningless
     */
    public void send(Frame frame) {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the broker did not accept a frame", failed);
        }
        byte[] key = frame.device().getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(
                new ProducerRecord<>(topic, null, null, key, protobuf.encode(frame), HEADERS),
                (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    /** Waits until all sent frames are acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
