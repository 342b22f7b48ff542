package io.anomalyradar.server.testing;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the pipeline: scores every frame of radar.telemetry by the simplest rule (expected is the value, the band
 * one around it, the score 0.5), through the real broker. Reads from the beginning.
 */
public final class EchoPipeline implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topicId;
    private final TelemetryDecoder decoder = new TelemetryDecoder();
    private final ScoreProtobuf protobuf = new ScoreProtobuf();
    private final Thread thread = new Thread(this::run, "echo-pipeline");
    private volatile boolean stopping;

    public EchoPipeline(KafkaConfig kafka) throws Exception {
        Map<String, Object> bootstrap = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(bootstrap)) {
            topicId = admin.describeTopics(List.of(TopicNames.DEFAULT.telemetry()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        }
        consumer = new KafkaConsumer<>(bootstrap, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TopicNames.DEFAULT.telemetry()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    private void run() {
        while (!stopping) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                Frame frame = decoder.decode(
                                record.value(), header(record, Topics.CONTENT_TYPE), header(record, Topics.FRAME_ID))
                        .frame();
                if (frame != null) {
                    Future<?> unused = producer.send(new ProducerRecord<>(
                            TopicNames.DEFAULT.scores(),
                            record.key(),
                            protobuf.encodeBlock(List.of(scored(frame, record)))));
                }
            }
        }
    }

    private ScoreFrame scored(Frame frame, ConsumerRecord<?, ?> record) {
        int size = frame.size();
        double[] values = IntStream.range(0, size).mapToDouble(frame::value).toArray();
        double[] scores = new double[size];
        Arrays.fill(scores, 0.5);
        SampleStatus[] statuses = new SampleStatus[size];
        Arrays.fill(statuses, SampleStatus.NORMAL);
        long time = frame.timestampMillis() == Frame.NO_TIMESTAMP ? record.timestamp() : frame.timestampMillis();
        return new ScoreFrame(
                frame.device(),
                time,
                new SourcePosition(
                        topicId, record.partition(), record.leaderEpoch().orElse(-1), record.offset()),
                record.timestamp(),
                7,
                IntStream.range(0, size).mapToObj(frame::metric).toArray(String[]::new),
                new ScoreFrame.Columns(
                        values,
                        values.clone(),
                        Arrays.stream(values).map(v -> v - 1).toArray(),
                        Arrays.stream(values).map(v -> v + 1).toArray(),
                        scores),
                statuses,
                frame.attributes() == null ? Attributes.NONE : frame.attributes());
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
    }
}
