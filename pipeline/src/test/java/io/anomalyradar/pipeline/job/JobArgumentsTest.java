package io.anomalyradar.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {
    @Test
    void bootstrapServersAlone_areEnough() {
        JobArguments parsed = JobArguments.parse("--kafka.bootstrap-servers", "broker:9092");

        assertThat(parsed).isEqualTo(JobArguments.of(KafkaConfig.at("broker:9092")));
        assertThat(parsed.pipeline()).isEqualTo(PipelineConfig.DEFAULT);
        assertThat(parsed.detector()).isEqualTo(DetectorConfig.DEFAULT);
    }

    @Test
    void everyArgument_isTaken() {
        JobArguments parsed = JobArguments.parse(
                "--kafka.bootstrap-servers", "broker:9092",
                "--kafka.topic-prefix", "site-b.",
                "--kafka.partitions", "8",
                "--kafka.client.security.protocol", "SSL",
                "--kafka.telemetry-topic-id", "q1w2e3r4t5y6u7i8o9p0aa",
                "--checkpoints.dir", "file:///var/radar",
                "--pipeline.parallelism", "4",
                "--ingest.max-clock-skew", "90s",
                "--detector.window", "600",
                "--detector.alarm.evaluations", "4",
                "--detector.alarm.unusual", "2");

        assertThat(parsed.kafka())
                .isEqualTo(new KafkaConfig(
                        "broker:9092", new TopicNames("site-b."), 8, 1, Map.of("security.protocol", "SSL")));
        assertThat(parsed.telemetryTopicId()).isEqualTo("q1w2e3r4t5y6u7i8o9p0aa");
        assertThat(parsed.checkpointsDir()).isEqualTo("file:///var/radar");
        assertThat(parsed.pipeline().parallelism()).isEqualTo(4);
        assertThat(parsed.pipeline().maxClockSkew()).isEqualTo(Duration.ofSeconds(90));
        assertThat(parsed.detector().window()).isEqualTo(600);
        assertThat(parsed.detector().alarm().unusual()).isEqualTo(2);
    }

    @Test
    void argumentsOfARun_areParsedAsThatRun() {
        JobArguments run = JobArguments.parse(
                "--kafka.bootstrap-servers", "a:1,b:2",
                "--kafka.client.sasl.jaas.config", "secret \"quoted\"",
                "--kafka.telemetry-topic-id", "q1w2e3r4t5y6u7i8o9p0aa",
                "--checkpoints.dir", "/var/radar",
                "--pipeline.window-idle", "1500ms",
                "--ingest.max-clock-skew", "0ms",
                "--detector.method", "zscore",
                "--detector.zscore.spike-threshold", "3.3");

        assertThat(run.detector().method()).isEqualTo(new ZScoreConfig(3.3, 0.75, 11, 0.01, 120));
        assertThat(JobArguments.parse(run.toArray())).isEqualTo(run);
    }

    @Test
    void document_givesWayToSingleArguments() {
        JobArguments parsed = JobArguments.parse(
                "--settings",
                """
                {"kafka.bootstrap-servers": "a:1", "detector.window": 600, "detector.warm-up": 40, "pipeline.state-ttl": "2d",
                 "detector.method": "robust-zscore", "detector.budget.prior": false}""",
                "--detector.window",
                "700");

        assertThat(parsed.kafka().bootstrapServers()).isEqualTo("a:1");
        assertThat(parsed.detector().window()).isEqualTo(700);
        assertThat(parsed.detector().warmUp()).isEqualTo(40);
        assertThat(parsed.detector().budget().prior()).isFalse();
        assertThat(parsed.pipeline().stateTtl()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void documentWithAWrongValue_isRefusedWithItsPlaceAndKey() {
        assertRefused(
                "--settings line 2, column 20: detector.window is 'many', which is not accepted; set a whole number",
                "--settings",
                "{\"kafka.bootstrap-servers\": \"a:1\",\n\"detector.window\": \"many\"}");
    }

    @Test
    void shownArguments_hideValuesOfClientProperties() {
        JobArguments run = JobArguments.parse(
                "--kafka.bootstrap-servers", "broker:9092", "--kafka.client.ssl.key.password", "hunter2");

        assertThat(run.toString())
                .contains("--kafka.client.ssl.key.password ***")
                .contains("\"ingest.max-clock-skew\":\"5m\"")
                .doesNotContain("hunter2");
    }

    @Test
    void clientPropertiesInAFile_areReadAndGiveWayToArguments(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "a=from file\nb=from file\n");

        JobArguments parsed = JobArguments.parse(
                "--kafka.bootstrap-servers", "broker:9092",
                "--kafka.client-properties", file.toString(),
                "--kafka.client.b", "given");

        assertThat(parsed.kafka().clientProperties()).isEqualTo(Map.of("a", "from file", "b", "given"));
    }

    @Test
    void fileThatIsNotThere_isRefused() {
        assertRefused(
                "kafka.client-properties must be a readable properties file, was '/nowhere'",
                "--kafka.bootstrap-servers",
                "broker:9092",
                "--kafka.client-properties",
                "/nowhere");
    }

    @Test
    void missingBootstrapServers_areAskedFor() {
        assertRefused("--kafka.bootstrap-servers is missing: give host:port of a Kafka broker");
    }

    @Test
    void unknownArgument_isRefusedWithThoseThatAreKnown() {
        assertRefused(
                "--detector.windw is not an argument of the job: use one of kafka.bootstrap-servers",
                "--kafka.bootstrap-servers",
                "broker:9092",
                "--detector.windw",
                "5");
    }

    @Test
    void argumentWithoutValue_isRefused() {
        assertRefused("--pipeline.parallelism has no value", "--pipeline.parallelism");
    }

    @Test
    void argumentGivenTwice_isRefused() {
        assertRefused("--checkpoints.dir is given twice", "--checkpoints.dir", "a", "--checkpoints.dir", "b");
    }

    @Test
    void textThatIsNoArgument_isRefused() {
        assertRefused("expected --key value, was 'parallelism=4'", "parallelism=4", "x");
    }

    @Test
    void valueOutOfRange_isRefusedWithItsKey() {
        assertRefused(
                "pipeline.parallelism must be a whole number from 1 to 32768, was '0'",
                "--kafka.bootstrap-servers",
                "broker:9092",
                "--pipeline.parallelism",
                "0");
    }

    @Test
    void clockSkewThatIsNoDuration_isRefusedUnderItsOwnKey() {
        assertRefused(
                "ingest.max-clock-skew must be a duration such as 250ms, 10s, 5m, 2h or 7d, at least 0ms, was 'soon'",
                "--kafka.bootstrap-servers",
                "broker:9092",
                "--ingest.max-clock-skew",
                "soon");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobArguments.parse(arguments))
                .withMessageStartingWith(message);
    }
}
