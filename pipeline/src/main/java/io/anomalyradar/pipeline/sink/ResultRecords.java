package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.result.ResultCodec;
import io.anomalyradar.pipeline.result.ResultKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Kafka records of results: the kind's key, the content type as header; the broker sets the time. */
final class ResultRecords<T> implements KafkaRecordSerializationSchema<T> {
    private final ResultKind<T> kind;
    private final String topic;
    private transient ResultCodec<T> codec;
    private transient List<Header> headers;

    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    ResultRecords(ResultKind<T> kind, TopicNames names) {
        this.kind = kind;
        this.topic = kind.topic(names);
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        codec = kind.codec();
        headers =
                List.of(new RecordHeader(Topics.CONTENT_TYPE, kind.contentType().getBytes(StandardCharsets.UTF_8)));
    }

    /** The partition in which Kafka's producers put records with the key {@code place}. */
    private int partition(String place, KafkaSinkContext context) {
        return BuiltInPartitioner.partitionForKey(
                place.getBytes(StandardCharsets.UTF_8), context.getPartitionsForTopic(topic).length);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T result, KafkaSinkContext context, @Nullable Long timestamp) {
        String name = kind.key(result);
        byte[] key = name.isEmpty() ? null : name.getBytes(StandardCharsets.UTF_8);
        String place = kind.place(result);
        Integer partition = place.equals(name) ? null : partition(place, context);
        return new ProducerRecord<>(topic, partition, null, key, codec.encode(result), headers);
    }
}
