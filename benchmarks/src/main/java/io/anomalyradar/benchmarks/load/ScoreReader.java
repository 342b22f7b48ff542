package io.anomalyradar.benchmarks.load;

import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads radar.scores back in a thread of its own, decodes every record and counts the readings in them. */
public final class ScoreReader implements AutoCloseable {
    private final AtomicLong readings = new AtomicLong();
    private final ScoreProtobuf protobuf = new ScoreProtobuf();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Worker worker;

    /** Reads what is appended from now on. */
    public ScoreReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        false,
                        "fetch.max.wait.ms",
                        10,
                        "max.partition.fetch.bytes",
                        4 << 20,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SCORES).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy
        worker = Worker.start("bench-scores", this::read);
    }

    /** Readings whose scores were read so far. */
    public long readings() {
        worker.check();
        return readings.get();
    }

    private void read(BooleanSupplier going) throws IOException {
        while (going.getAsBoolean()) {
            long count = 0;
            for (ConsumerRecord<byte[], byte[]> score : consumer.poll(Duration.ofMillis(100))) {
                count += protobuf.decode(score.value()).size();
            }
            readings.addAndGet(count);
        }
        consumer.close();
    }

    @Override
    public void close() {
        worker.stop();
    }
}
