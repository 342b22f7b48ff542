package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads radar.telemetry, or radar.events. The checkpoint holds the position to resume from; without one the job starts at the earliest
 * retained record. If the log has lost its tail, reading resumes at the first offset that differs from what was read
 * ({@link TelemetryReader}). Offsets are also committed for the group {@value #GROUP} of {@link TopicNames}, so that
 * any Kafka tool shows the lag; the job never reads them.
 */
public final class TelemetrySource implements Source<TelemetryRecord, KafkaPartitionSplit, KafkaSourceEnumState> {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String GROUP = "pipeline";
    private static final Duration IDLE_PARTITION = Duration.ofSeconds(30);
    /** Events come now and then, and no heartbeat goes with them: telemetry, which has one, moves the time on. */
    private static final Duration IDLE_EVENTS = Duration.ofSeconds(2);

    private final String topic;
    private final String client;
    private final String group;
    private final Properties properties;

    private TelemetrySource(KafkaConfig kafka, String topic, String client) {
        this.topic = topic;
        this.client = kafka.topics().client(client);
        group = kafka.topics().group(GROUP);
        properties = properties(kafka);
    }

    /** The source on the cluster of {@code kafka}. */
    public static TelemetrySource on(KafkaConfig kafka) {
        return new TelemetrySource(kafka, kafka.topics().telemetry(), GROUP);
    }

    /** As {@link #on}, of radar.events. */
    public static TelemetrySource ofEvents(KafkaConfig kafka) {
        return new TelemetrySource(kafka, kafka.topics().events(), GROUP + "-events");
    }

    @Override
    public SourceReader<TelemetryRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        ReadPositions positions = new ReadPositions();
        RadarMetrics.below(context.metricGroup()).gauge("logTruncations", positions::truncations);
        return new TelemetryReader(connector(positions).createReader(context), positions, new LogEnds(properties));
    }

    private KafkaSource<TelemetryRecord> connector(ReadPositions positions) {
        return KafkaSource.<TelemetryRecord>builder()
                .setProperties(properties)
                .setTopics(topic)
                .setGroupId(group)
                .setClientIdPrefix(client)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new TelemetryDeserialization(positions))
                .build();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return connector(new ReadPositions()).createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        return connector(new ReadPositions()).restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new TelemetrySplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return connector(new ReadPositions()).getEnumeratorCheckpointSerializer();
    }

    /**
     * Watermarks on the append time, which increases within a partition. They only trigger the eviction of silent
     * devices; a partition without records for a while does not hold them back. They never contain a device's own time,
     * so a wrong clock affects no other device.
     */
    public static WatermarkStrategy<TelemetryRecord> appendTime() {
        return appendTime(IDLE_PARTITION);
    }

    /** As {@link #appendTime()}, of {@link #ofEvents events}. */
    public static WatermarkStrategy<TelemetryRecord> appendTimeOfEvents() {
        return appendTime(IDLE_EVENTS);
    }

    private static WatermarkStrategy<TelemetryRecord> appendTime(Duration idle) {
        return WatermarkStrategy.<TelemetryRecord>forMonotonousTimestamps()
                .withTimestampAssigner((telemetry, kafkaTimestamp) -> telemetry.appendTimeMillis())
                .withIdleness(idle);
    }

    /** A fetch returns as soon as there is any data, and returns much if there is much. */
    private static Properties properties(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties());
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 << 20));
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(1 << 20));
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        return properties;
    }
}
