package io.anomalyradar.app.e2e;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads radar.deadletter from its beginning, a little further with each call. Not thread-safe. */
final class DeadLetterTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DeadLetterProtobuf protobuf = new DeadLetterProtobuf();
    private final Map<Place, DeadLetter> letters = new HashMap<>();

    /** The position of the refused record on radar.telemetry. */
    record Place(int partition, long offset) {}

    DeadLetterTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(TopicNames.DEFAULT.deadLetters(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All letters that have been read so far, and those there are to read now. */
    Map<Place, DeadLetter> letters() throws IOException {
        for (ConsumerRecord<byte[], byte[]> kafka : consumer.poll(POLL)) {
            DeadLetter letter = protobuf.decode(kafka.value());
            letters.put(new Place(letter.source().partition(), letter.source().offset()), letter);
        }
        return letters;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
