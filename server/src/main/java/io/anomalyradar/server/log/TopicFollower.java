package io.anomalyradar.server.log;

import io.anomalyradar.model.config.KafkaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a whole topic from its beginning and then what is appended, for those that keep in memory what it says. After a
 * failure it starts again at the beginning, so a record may come twice.
 */
public final class TopicFollower {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private TopicFollower() {}

    /**
     * Starts to read; closing the worker ends it.
     *
     * @param name of the thread and the client
     * @param settings of the consumer
     * @param take receives each record, in the worker's thread
     */
    public static Worker start(
            String name,
            KafkaConfig kafka,
            TopicCatalog catalog,
            String topic,
            Map<String, Object> settings,
            MeterRegistry meters,
            Consumer<ConsumerRecord<byte[], byte[]>> take) {
        return Worker.start(
                name,
                thread -> {
                    try (TopicReader reader =
                            TopicReader.fromBeginning(name, kafka, catalog, List.of(topic), settings, meters)) {
                        while (!thread.isStopping()) {
                            reader.poll(PATIENCE).forEach(take);
                            thread.healthy();
                        }
                    }
                },
                meters);
    }
}
