package io.anomalyradar.bus;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a long sequence of frames with back-pressure: {@link #send} waits while 32 MiB are under way. The first failure
 * ends the stream; the frames acknowledged before it are counted. Not thread-safe.
 */
public final class FrameStream implements AutoCloseable {
    private final KafkaConfig kafka;
    private final TelemetryProducer producer;
    private final TelemetryRecords records;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private FrameStream(KafkaConfig kafka) {
        this.kafka = kafka;
        records = new TelemetryRecords(kafka.topics().telemetry());
        producer = new TelemetryProducer(kafka, TelemetryProducer.Patience.TRANSFER);
    }

    /**
     * Connects.
     *
     * @throws IOException when no broker answers, or the topic is absent; the message says what to do
     */
    public static FrameStream open(KafkaConfig kafka) throws IOException {
        FrameStream stream = new FrameStream(kafka);
        try {
            if (stream.producer.partitions() > 0) {
                return stream;
            }
            throw new KafkaException("the topic has no partitions");
        } catch (KafkaException silent) {
            stream.close();
            throw new IOException(
                    "no broker at " + kafka.bootstrapServers() + " answers for the topic "
                            + kafka.topics().telemetry() + "; is 'radar up' running? Run 'radar doctor' for more",
                    silent);
        }
    }

    /**
     * Sends {@code frame}, perhaps together with later ones.
     *
     * @throws IOException when this or an earlier frame could not be delivered
     */
    public void send(Frame frame) throws IOException {
        send(records.of(frame));
    }

    /**
     * Sends a record that {@link TelemetryRecords} made.
     *
     * @throws IOException when this or an earlier record could not be delivered
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the outcome
    public void send(ProducerRecord<byte[], byte[]> telemetry) throws IOException {
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

    /**
     * Returns once everything sent is acknowledged.
     *
     * @throws IOException when something could not be delivered
     */
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException interrupted) {
            throw undelivered(interrupted);
        }
        throwFailure();
    }

    private void throwFailure() throws IOException {
        Exception failed = failure.get();
        if (failed != null) {
            throw undelivered(failed);
        }
    }

    private IOException undelivered(Exception failed) {
        return new IOException(
                kafka.bootstrapServers() + " did not acknowledge everything (" + failed.getMessage() + "): "
                        + acknowledged.get() + " were acknowledged, the fate of the rest is unknown",
                failed);
    }

    /** Records acknowledged so far. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Sends nothing more; does not wait for frames under way: call {@link #flush} first. */
    @Override
    public void close() {
        producer.close();
    }
}
