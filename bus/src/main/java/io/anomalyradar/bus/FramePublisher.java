package io.anomalyradar.bus;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.telemetry.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes frames and events for senders that wait for an answer, and refuses frames that do not fit.
 * {@link Published.Acknowledged} frames are in the log, in the given order for each device.
 *
 * <p>At most {@code maxPending} frames wait for their acknowledgement; each gives up after 12 s. Thread-safe.
 */
public final class FramePublisher implements AutoCloseable {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final String topic;
    private final String eventTopic;
    private final int maxPending;
    private final AtomicInteger pending = new AtomicInteger();
    private final PositionListener positions;
    private final TelemetryProducer producer;

    /**
     * A publisher; the broker need not be there yet.
     *
     * @param maxPending frames that may wait for their acknowledgement, ≥ 1
     * @param positions takes the place of each frame of a device once it is in the log
     */
    public FramePublisher(KafkaConfig kafka, int maxPending, PositionListener positions) {
        this.positions = positions;
        this.topic = kafka.topics().telemetry();
        this.eventTopic = kafka.topics().events();
        this.maxPending = maxPending;
        producer = new TelemetryProducer(kafka, TelemetryProducer.Patience.ANSWER);
    }

    /**
     * Publishes {@code frames} together; a frame's id, if any, is sent as a record header. Blocks while the topic's
     * metadata is fetched or the send buffer is full, for at most five seconds: not for event loops.
     *
     * @return completed once the result of every frame is known, never exceptionally
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
        return producer.partitions();
    }

    /** As {@link #publish(List)}, for events. */
    public CompletableFuture<Published> publishEvents(List<Event> events) {
        EventRecords records = new EventRecords(eventTopic);
        return publishAll(events, records::of, FramePublisher::ignored);
    }

    private CompletableFuture<Published> publish(List<Frame> frames, @Nullable Integer partition) {
        TelemetryRecords records = new TelemetryRecords(topic);
        return publishAll(
                frames, frame -> records.of(frame, partition), partition == null ? positions : FramePublisher::ignored);
    }

    private <T> CompletableFuture<Published> publishAll(
            List<T> frames, Function<T, ProducerRecord<byte[], byte[]>> encoder, PositionListener listener) {
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
        Publication publication = new Publication(size, pending, listener);
        send(frames, encoder, publication);
        return publication.outcome();
    }

    private static void ignored(int partition, long offset, long sentMillis) {}

    private <T> void send(
            List<T> frames, Function<T, ProducerRecord<byte[], byte[]>> encoder, Publication publication) {
        int sent = 0;
        RuntimeException refusal = null;
        try {
            for (T frame : frames) {
                Future<?> answer = producer.send(encoder.apply(frame), publication);
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

    /** Frames that wait for their acknowledgement. */
    public int pending() {
        return pending.get();
    }

    /** Frames that may wait for their acknowledgement. */
    public int maxPending() {
        return maxPending;
    }

    /** Sends the buffered records and waits for their acknowledgement, for at most five seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_WAIT);
    }
}
