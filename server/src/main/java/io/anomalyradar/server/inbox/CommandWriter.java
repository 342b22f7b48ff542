package io.anomalyradar.server.inbox;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands to radar.commands, with the device as key. Thread-safe. */
public final class CommandWriter implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    public CommandWriter(KafkaConfig kafka) {
        topic = kafka.topics().commands();
        producer = new KafkaProducer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client("commands"),
                                "acks",
                                "all",
                                "enable.idempotence",
                                true,
                                "linger.ms",
                                0,
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
     * Writes {@code command}, and returns when the broker has it.
     *
     * @throws KafkaException when the broker does not answer in time: whether it was written is not known
     */
    void write(AlertCommand command) throws InterruptedException {
        byte[] key = command.device().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic, key, AlertCommandJson.encode(command)))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new KafkaException(topic + " could not be written", failed.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaException("the broker does not answer", silent);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
