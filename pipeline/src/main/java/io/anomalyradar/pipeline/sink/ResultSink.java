package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.pipeline.result.ResultKind;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes one kind of result. At least once: after a restart, everything written since the last checkpoint is written
 * again, with the same identity. A batch is never dropped: it is retried until the broker has it on all in-sync
 * replicas, in order, and a checkpoint waits for it. Meanwhile a full buffer applies back-pressure to the job, and
 * nothing is lost.
 */
public final class ResultSink {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int BUFFER_BYTES = 32 << 20;
    /** A record of 1,000 samples with the longest names takes 0.6 MB; the topics allow 2 MiB. */
    private static final int MAX_RECORD_BYTES = 2 << 20;

    private ResultSink() {}

    /** The sink for {@code kind} on the cluster of {@code kafka}. */
    public static <T> KafkaSink<T> of(ResultKind<T> kind, KafkaConfig kafka) {
        return of(new ResultRecords<>(kind, kafka.topics()), kafka);
    }

    /** The sink of what {@code records} makes, on the cluster of {@code kafka}. */
    public static <T> KafkaSink<T> of(KafkaRecordSerializationSchema<T> records, KafkaConfig kafka) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties(kafka))
                .setBootstrapServers(kafka.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(records)
                .build();
    }

    static Properties properties(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties());
        properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, kafka.topics().client("pipeline"));
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "2");
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_BYTES));
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES));
        return properties;
    }
}
