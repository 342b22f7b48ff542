package io.anomalyradar.benchmarks.stack;

import io.anomalyradar.app.embedded.EmbeddedFlink;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.pipeline.job.JobArguments;
import io.anomalyradar.pipeline.job.RadarJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real broker and the real job in this process, on a free loopback port and in a directory that is deleted
 * afterwards.
 */
public final class JobStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScratchDirectory directory;
    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;

    private JobStack(ScratchDirectory directory, EmbeddedKafka kafka, EmbeddedFlink flink) {
        this.directory = directory;
        this.kafka = kafka;
        this.flink = flink;
    }

    /** Starts both, with default settings. */
    public static JobStack start() throws IOException, InterruptedException {
        ScratchDirectory directory = ScratchDirectory.create();
        Path path = directory.path();
        EmbeddedKafka kafka = EmbeddedKafka.start(path.resolve("kafka"), Ports.free(1)[0], JobStack::fail);
        KafkaConfig config = KafkaConfig.at(kafka.bootstrapServers());
        try (TopicAdmin admin = new TopicAdmin(config, PATIENCE)) {
            admin.createMissing();
        }
        JobArguments job = RadarJob.resolve(JobArguments.of(config));
        EmbeddedFlink flink = EmbeddedFlink.start(
                path.resolve("flink"), path.resolve("tmp"), job.pipeline().parallelism(), new SimpleMeterRegistry());
        String topicId = String.valueOf(job.telemetryTopicId());
        flink.run(environment -> RadarJob.build(environment, job), topicId);
        return new JobStack(directory, kafka, flink);
    }

    private static void fail(String reason) {
        throw new IllegalStateException("the broker failed: " + reason);
    }

    /** Creates a topic with the partitions and settings of the telemetry topic; the job does not read it. */
    public void createTopic(String name) throws Exception {
        NewTopic topic = new NewTopic(name, KafkaConfig.at(bootstrapServers()).partitions(), (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime", "compression.type", "lz4"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        try {
            flink.close();
        } finally {
            kafka.close();
            directory.close();
        }
    }
}
