package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Kafka records of score blocks: without key, in the partition of their telemetry, so that a device's scores stay in
 * order.
 */
final class ScoreBlockRecords implements KafkaRecordSerializationSchema<List<ScoreFrame>> {
    private static final long serialVersionUID = 1;

    private final String topic;
    private transient ScoreProtobuf protobuf;
    private transient List<Header> headers;

    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    ScoreBlockRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        protobuf = new ScoreProtobuf();
        headers = List.of(new RecordHeader(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            List<ScoreFrame> block, KafkaSinkContext context, @Nullable Long timestamp) {
        int partitions = context.getPartitionsForTopic(topic).length;
        int partition = block.get(0).source().partition() % partitions;
        return new ProducerRecord<>(topic, partition, null, null, protobuf.encodeBlock(block), headers);
    }
}
