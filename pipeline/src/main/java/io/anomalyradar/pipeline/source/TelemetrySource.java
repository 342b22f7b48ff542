package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads radar.telemetry. The checkpoint says where to go on; without one the job starts at the earliest record there is.
 * Offsets are also committed for the group {@value #GROUP} of {@link TopicNames}, so that any Kafka tool shows the lag; they are never read.
 */
public final class TelemetrySource {
    private static final String GROUP = "pipeline";

    private static final Duration IDLE_PARTITION = Duration.ofSeconds(30);

    private TelemetrySource() {}

    /** The source on the cluster of {@code kafka}. */
    public static KafkaSource<TelemetryRecord> on(KafkaConfig kafka) {
        String group = kafka.topics().group(GROUP);
        return KafkaSource.<TelemetryRecord>builder()
                .setProperties(properties(kafka))
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics().telemetry())
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new TelemetryDeserialization())
                .build();
    }

    /**
     * Watermarks on the append time, which grows within a partition. They drive nothing but the forgetting of devices that
     * are not heard any more; a partition without records for a while does not hold them back. A device's own time is in
     * none of them, so its bad clock affects no other device.
     */
    public static WatermarkStrategy<TelemetryRecord> appendTime() {
        return WatermarkStrategy.<TelemetryRecord>forMonotonousTimestamps()
                .withTimestampAssigner((telemetry, kafkaTimestamp) -> telemetry.appendTimeMillis())
                .withIdleness(IDLE_PARTITION);
    }

    /** A fetch is answered as soon as there is anything, and takes much when there is much. */
    private static Properties properties(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties());
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(32 << 20));
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20));
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        return properties;
    }
}
