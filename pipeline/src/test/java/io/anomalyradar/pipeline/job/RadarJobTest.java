package io.anomalyradar.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.model.config.KafkaConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class RadarJobTest {
    private static final String TOPIC_ID = "q1w2e3r4t5y6u7i8o9p0aa";

    @Test
    void job_isDefinedWithoutSpeakingToKafka() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

        RadarJob.build(environment, arguments());

        JobGraph graph = environment.getStreamGraph().getJobGraph();
        assertThat(graph.getVerticesAsArray()).allSatisfy(vertex -> {
            assertThat(vertex.getParallelism()).isEqualTo(2);
            assertThat(vertex.getMaxParallelism()).isEqualTo(64);
        });
    }

    @Test
    void job_asksForCheckpointsThatOutliveIt() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

        RadarJob.build(environment, arguments());

        Configuration settings = (Configuration) environment.getConfiguration();
        assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEqualTo("file:///var/radar");
        assertThat(settings.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(environment.getCheckpointConfig().getCheckpointingConsistencyMode())
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    }

    @Test
    void job_takesNoGenericTypes() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

        RadarJob.build(environment, arguments());

        assertThat(environment.getConfig().getSerializerConfig().hasGenericTypesDisabled())
                .isTrue();
        assertThat(environment.getConfig().isObjectReuseEnabled()).isTrue();
        assertThat(environment.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS))
                .isFalse();
    }

    @Test
    void settingsOfTheEnvironment_stayWhereTheJobHasNoneOfItsOwn() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///cluster");
        cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, "file:///cluster/chk-7");
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(cluster);

        RadarJob.build(
                environment,
                JobArguments.of(KafkaConfig.at("broker:9092"))
                        .withTelemetryTopicId(TOPIC_ID)
                        .withEventsTopicId(TOPIC_ID));

        assertThat(environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:///cluster");
        assertThat(environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH))
                .isEqualTo("file:///cluster/chk-7");
    }

    @Test
    void argumentsWithoutTopicId_areRefused() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RadarJob.build(environment, JobArguments.of(KafkaConfig.at("broker:9092"))))
                .withMessageContaining("RadarJob.resolve");
    }

    @Test
    void argumentsWithTopicId_areResolvedWithoutKafka() throws InterruptedException {
        JobArguments arguments = arguments();

        assertThat(RadarJob.resolve(arguments)).isSameAs(arguments);
    }

    private static JobArguments arguments() {
        return JobArguments.parse(
                "--kafka.bootstrap-servers", "broker:9092",
                "--kafka.telemetry-topic-id", TOPIC_ID,
                "--kafka.events-topic-id", TOPIC_ID,
                "--checkpoints.dir", "file:///var/radar",
                "--pipeline.parallelism", "2",
                "--pipeline.max-parallelism", "64",
                "--pipeline.checkpoint-interval", "3s");
    }
}
