package io.anomalyradar.server.ingest;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes frames on radar.telemetry as Protobuf, keyed by device. Idempotent producer, acknowledged by all replicas:
 * what is {@link Published.Acknowledged} is in the log, in the order given for each device.
 *
 * <p>At most {@code maxPending} frames wait for their acknowledgement; each gives up after {@value #DELIVERY_MILLIS} ms.
 * Thread-safe.
 */
public final class FramePublisher implements AutoCloseable {
    static final int DELIVERY_MILLIS = 12_000;

    private static final int BLOCK_MILLIS = 5_000;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final byte[] PROTOBUF = Topics.PROTOBUF.getBytes(StandardCharsets.US_ASCII);

    private final String topic;
    private final int maxPending;
    private final AtomicInteger pending = new AtomicInteger();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Timer acknowledgement;

    /**
     * A publisher; the broker need not be there yet.
     *
     * @param maxPending frames that may wait for their acknowledgement, ≥ 1
     */
    public FramePublisher(KafkaConfig kafka, int maxPending, MeterRegistry meters) {
        this.topic = kafka.topics().telemetry();
        this.maxPending = maxPending;
        producer = new KafkaProducer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client("ingest"),
                                "enable.idempotence",
                                true,
                                "acks",
                                "all",
                                "compression.type",
                                "lz4",
                                "linger.ms",
                                2,
                                "batch.size",
                                128 << 10,
                                "max.request.size",
                                2 << 20,
                                "max.block.ms",
                                BLOCK_MILLIS,
                                "request.timeout.ms",
                                5_000,
                                "delivery.timeout.ms",
                                DELIVERY_MILLIS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Gauge.builder("radar.ingest.pending", pending, AtomicInteger::get)
                .description("Frames that wait for the broker's acknowledgement")
                .register(meters);
        acknowledgement = Timer.builder("radar.ingest.acknowledgement")
                .description("From publishing frames until the last of them is acknowledged")
                .register(meters);
    }

    /**
     * Publishes {@code frames} together; a frame's id, if any, travels as record header. Blocks while the broker's
     * address book is fetched or the send buffer is full, for five seconds at the most: not for event loops.
     *
     * @return completed once the fate of every frame is known, never exceptionally
     */
    public CompletableFuture<Published> publish(List<Frame> frames) {
        return publish(frames, null);
    }

    /** Publishes {@code frame} in {@code partition}, whichever partition its device belongs to: for heartbeats. */
    public CompletableFuture<Published> publishIn(int partition, Frame frame) {
        return publish(List.of(frame), partition);
    }

    /**
     * How many partitions the topic has. Blocks as {@link #publish} does.
     *
     * @throws KafkaException when the broker does not answer
     */
    public int partitions() {
        return producer.partitionsFor(topic).size();
    }

    private CompletableFuture<Published> publish(List<Frame> frames, @Nullable Integer partition) {
        int size = frames.size();
        if (size == 0) {
            throw new IllegalArgumentException("frames must not be empty");
        }
        if (size > maxPending) {
            return CompletableFuture.completedFuture(new Published.TooMany(size, maxPending));
        }
        int waiting = pending.getAndUpdate(now -> now + size <= maxPending ? now + size : now);
        if (waiting + size > maxPending) {
            return CompletableFuture.completedFuture(new Published.Overloaded(size, waiting));
        }
        Publication publication = new Publication(size, pending);
        Timer.Sample started = Timer.start();
        send(frames, partition, publication);
        return publication.outcome().whenComplete((outcome, never) -> started.stop(acknowledgement));
    }

    private void send(List<Frame> frames, @Nullable Integer partition, Publication publication) {
        FrameProtobuf protobuf = new FrameProtobuf();
        int sent = 0;
        RuntimeException refusal = null;
        try {
            for (Frame frame : frames) {
                Future<?> answer = producer.send(record(frame, partition, protobuf), publication);
                sent++;
                if (answer.isDone() && publication.hasFailed()) {
                    break; // no broker: each further frame would wait for it as long as this one did
                }
            }
        } catch (KafkaException | IllegalStateException closed) { // or this thread was interrupted
            refusal = closed;
        }
        publication.sentAll(sent, refusal);
    }

    private ProducerRecord<byte[], byte[]> record(Frame frame, @Nullable Integer partition, FrameProtobuf protobuf) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition, frame.device().getBytes(StandardCharsets.UTF_8), protobuf.encode(frame));
        record.headers().add(Topics.CONTENT_TYPE, PROTOBUF);
        String id = frame.id();
        if (id != null) {
            record.headers().add(Topics.FRAME_ID, id.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    /** Frames that wait for their acknowledgement. */
    public int pending() {
        return pending.get();
    }

    /** Sends what is buffered and waits for its acknowledgement, five seconds at the most. */
    @Override
    public void close() {
        producer.close(CLOSE_WAIT);
    }
}
