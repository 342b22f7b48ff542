package io.anomalyradar.app.replay;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.embedded.EmbeddedFlink;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.app.topics.TopicState;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.pipeline.job.JobArguments;
import io.anomalyradar.pipeline.job.RadarJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and the real job, for tests: frames sent by a command are scored. */
public final class RealPath implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKafka broker;
    private final EmbeddedFlink cluster;
    private final KafkaConfig kafka;
    private final String topicId;
    private RunningJob job;

    public RealPath(Path directory, PipelineConfig pipeline) throws IOException {
        broker = EmbeddedKafka.start(directory.resolve("kafka"), FreePort.next(), fault -> {});
        kafka = KafkaConfig.at(broker.bootstrapServers());
        try (TopicAdmin admin = new TopicAdmin(kafka, PATIENCE)) {
            admin.createMissing();
            topicId = admin.states().stream()
                    .filter(topic -> topic.name().equals(TopicNames.DEFAULT.telemetry()))
                    .map(TopicState::id)
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
        cluster = EmbeddedFlink.start(
                directory.resolve("flink"),
                directory.resolve("tmp"),
                pipeline.parallelism(),
                0,
                new SimpleMeterRegistry());
        job = start(pipeline);
    }

    private static JobArguments resolved(JobArguments arguments) {
        try {
            return RadarJob.resolve(arguments);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private RunningJob start(PipelineConfig pipeline) {
        JobArguments arguments =
                resolved(new JobArguments(kafka, pipeline, DetectorConfig.DEFAULT, JointConfig.DEFAULT, null, topicId));
        return cluster.run(environment -> RadarJob.build(environment, arguments), topicId);
    }

    /** Stops the job with a savepoint and continues from there with other settings. */
    public void restart(PipelineConfig pipeline) {
        if (!job.stop()) {
            throw new IllegalStateException("the job did not stop with a savepoint");
        }
        job = start(pipeline);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Runs {@code radar} with this broker and returns its output. */
    public String radar(int expectedCode, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of(arguments), Stream.of("--set", "kafka.bootstrap-servers=" + bootstrapServers()))
                .toArray(String[]::new);
        int code = Radar.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        if (code != expectedCode) {
            throw new AssertionError("ended with " + code + ", said: " + err + out);
        }
        return out.toString();
    }

    /** All records that {@code topic} holds now, partition by partition in order. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        job.stop();
        cluster.close();
        broker.close();
    }
}
