package io.anomalyradar.app.send;

import io.anomalyradar.bus.FrameStream;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends frames to Kafka directly, in order and with back-pressure. */
public final class KafkaFrameSink implements FrameSink {
    private final FrameStream stream;

    private KafkaFrameSink(FrameStream stream) {
        this.stream = stream;
    }

    /**
     * Connects.
     *
     * @throws IOException when no broker answers, or the topic is absent; the message says what to do
     */
    public static KafkaFrameSink open(KafkaConfig kafka) throws IOException {
        return new KafkaFrameSink(FrameStream.open(kafka));
    }

    @Override
    public void send(Frame frame) throws DeliveryException {
        delivered(() -> stream.send(frame));
    }

    /**
     * Sends a record that {@link io.anomalyradar.bus.TelemetryRecords} made.
     *
     * @throws DeliveryException as {@link #send(Frame)}
     */
    public void send(ProducerRecord<byte[], byte[]> telemetry) throws DeliveryException {
        delivered(() -> stream.send(telemetry));
    }

    @Override
    public void flush() throws DeliveryException {
        delivered(stream::flush);
    }

    private static void delivered(Step step) throws DeliveryException {
        try {
            step.run();
        } catch (IOException failed) {
            throw new DeliveryException(String.valueOf(failed.getMessage()), failed.getCause());
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public long acknowledged() {
        return stream.acknowledged();
    }

    @Override
    public long rejected() {
        return 0;
    }

    @Override
    public void close() {
        stream.close();
    }
}
