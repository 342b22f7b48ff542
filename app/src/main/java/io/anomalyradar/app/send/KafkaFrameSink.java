package io.anomalyradar.app.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Frames as Protobuf on radar.telemetry, keyed by device, as the server's own door writes them. Acknowledged by all replicas,
 * without duplicates by the producer's retries. Back-pressure: {@link #send} waits while 32 MiB are under way.
 */
public final class KafkaFrameSink implements FrameSink {
    private static final byte[] PROTOBUF = Topics.PROTOBUF.getBytes(UTF_8);

    private final KafkaConfig kafka;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final FrameProtobuf protobuf = new FrameProtobuf();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private KafkaFrameSink(KafkaConfig kafka, KafkaProducer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.topic = kafka.topics().telemetry();
        this.producer = producer;
    }

    /**
     * Connects.
     *
     * @throws IOException when no broker answers, or the topic is absent; the message says what to do
     */
    public static KafkaFrameSink open(KafkaConfig kafka) throws IOException {
        KafkaFrameSink sink = new KafkaFrameSink(kafka, new KafkaProducer<>(properties(kafka)));
        try {
            sink.producer.partitionsFor(sink.topic);
            return sink;
        } catch (KafkaException silent) {
            sink.close();
            throw new IOException(
                    "no broker at " + kafka.bootstrapServers() + " answers for the topic " + sink.topic
                            + "; is 'radar up' running? 'radar doctor' tells more",
                    silent);
        }
    }

    private static Map<String, Object> properties(KafkaConfig kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("compression.type", "lz4");
        properties.put("linger.ms", "5");
        properties.put("batch.size", "131072");
        properties.put("max.block.ms", "15000");
        properties.putAll(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        return properties;
    }

    @Override
    public void send(Frame frame) throws DeliveryException {
        ProducerRecord<byte[], byte[]> telemetry =
                new ProducerRecord<>(topic, frame.device().getBytes(UTF_8), protobuf.encode(frame));
        telemetry.headers().add(Topics.CONTENT_TYPE, PROTOBUF);
        String id = frame.id();
        if (id != null) {
            telemetry.headers().add(Topics.FRAME_ID, id.getBytes(UTF_8));
        }
        send(telemetry);
    }

    /**
     * Sends a record as it is, wherever it names.
     *
     * @throws DeliveryException as {@link #send(Frame)}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the outcome
    public void send(ProducerRecord<byte[], byte[]> telemetry) throws DeliveryException {
        throwFailure();
        try {
            producer.send(telemetry, (metadata, failed) -> {
                if (failed == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failure.compareAndSet(null, failed);
                }
            });
        } catch (KafkaException failed) {
            throw undelivered(failed);
        }
    }

    @Override
    public void flush() throws DeliveryException {
        try {
            producer.flush();
        } catch (KafkaException interrupted) {
            throw undelivered(interrupted);
        }
        throwFailure();
    }

    private void throwFailure() throws DeliveryException {
        Exception failed = failure.get();
        if (failed != null) {
            throw undelivered(failed);
        }
    }

    private DeliveryException undelivered(Exception failed) {
        return new DeliveryException(
                kafka.bootstrapServers() + " did not acknowledge everything (" + failed.getMessage() + "); "
                        + acknowledged.get() + " were acknowledged, of the rest it is not known",
                failed);
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public long rejected() {
        return 0;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
