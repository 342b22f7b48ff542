package io.anomalyradar.benchmarks.load;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.TopicNames;
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

/** Reads a topic in a thread of its own, starting at its end, and counts the readings in its records. */
public final class ReadingCounter implements AutoCloseable {
    /** The number of readings in a record. */
    @FunctionalInterface
    private interface Readings {
        int of(byte[] value) throws IOException;
    }

    private final AtomicLong readings = new AtomicLong();
    private final Readings readingsOf;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LoadThread worker;

    /** Counts the readings of radar.scores and decodes each of its records. */
    public static ReadingCounter ofScores(String bootstrapServers) {
        ScoreProtobuf protobuf = new ScoreProtobuf();
        return new ReadingCounter(
                bootstrapServers, TopicNames.DEFAULT.scores(), value -> protobuf.decodeBlock(value).stream()
                        .mapToInt(ScoreFrame::size)
                        .sum());
    }

    /** Counts the readings of frames in {@code topic} and decodes each of its records. */
    public static ReadingCounter ofFrames(String bootstrapServers, String topic) {
        TelemetryDecoder decoder = new TelemetryDecoder();
        return new ReadingCounter(bootstrapServers, topic, value -> {
            Frame frame = decoder.decode(value, Topics.PROTOBUF, null).frame();
            return frame == null ? 0 : frame.size();
        });
    }

    /** Counts {@code readings} for each record of {@code topic}, without decoding. */
    public static ReadingCounter ofRecords(String bootstrapServers, String topic, int readings) {
        return new ReadingCounter(bootstrapServers, topic, value -> readings);
    }

    private ReadingCounter(String bootstrapServers, String topic, Readings readingsOf) {
        this.readingsOf = readingsOf;
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
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy
        worker = LoadThread.start("bench-" + topic, this::read);
    }

    /** Readings counted so far. */
    public long readings() {
        worker.check();
        return readings.get();
    }

    private void read(BooleanSupplier going) throws IOException {
        while (going.getAsBoolean()) {
            long count = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                count += readingsOf.of(record.value());
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
