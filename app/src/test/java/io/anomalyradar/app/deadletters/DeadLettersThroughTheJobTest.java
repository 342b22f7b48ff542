package io.anomalyradar.app.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.Radar;
import io.anomalyradar.app.replay.RealPath;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of spec/telemetry.md, "raise the bound, then replay", with a real broker and the real job. */
final class DeadLettersThroughTheJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;

    DeadLettersThroughTheJobTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void refusedSamples_flowOnce_afterTheBoundWasRaisedAndTheyWereReplayedTwice() throws Exception {
        try (RealPath path = new RealPath(folder, bound(2))) {
            send(path, "{\"device\":\"a\",\"ts\":1000,\"metrics\":{\"x\":1,\"y\":2,\"z\":3,\"w\":4}}");
            send(path, "{\"device\":\"b\",\"ts\":1000,\"value\":7");
            await().atMost(PATIENCE)
                    .until(() -> path.records(TopicNames.DEFAULT.deadLetters()).size() == 2);

            String list = path.radar(0, "deadletters", "list", "--code", "TOO_MANY_SERIES", "--json");
            String text = path.radar(0, "deadletters", "list");
            String dryRun = path.radar(0, "deadletters", "replay", "--dry-run", "--json");
            assertThat(list)
                    .contains("\"found\" : 1", "\"metric\" : \"z\"", "\"metric\" : \"w\"", "\"device\" : \"a\"");
            assertThat(path.radar(0, "deadletters", "list", "--code", "MALFORMED", "--json"))
                    .contains("\"value\" : \"{\\\"device\\\":\\\"b\\\",");
            assertThat(text).contains("MALFORMED: not a frame in JSON", "2 of 2 dead letters");
            assertThat(dryRun).contains("\"letters\" : 2", "\"records\" : 1", "\"samples\" : 2", "\"MALFORMED\" : 1");
            assertThat(path.records(TopicNames.DEFAULT.telemetry())).hasSize(2);

            path.restart(bound(10));
            path.radar(0, "deadletters", "replay");
            String again = path.radar(0, "deadletters", "replay", "--code", "too_many_series");
            send(path, "{\"device\":\"a\",\"ts\":2000,\"metrics\":{\"marker\":1}}");
            await().atMost(PATIENCE).until(() -> scored(path).contains("a marker 2000 1.0"));

            assertThat(again).startsWith("1 dead letters: 1 records with 2 samples sent and acknowledged");
            assertThat(scored(path))
                    .containsExactlyInAnyOrder(
                            "a x 1000 1.0", "a y 1000 2.0", "a z 1000 3.0", "a w 1000 4.0", "a marker 2000 1.0");
            assertThat(path.records(TopicNames.DEFAULT.deadLetters())).hasSize(2);
        }
    }

    @Test
    void noBroker_failsSayingSo() {
        StringWriter err = new StringWriter();

        int code = Radar.commandLine()
                .setErr(new PrintWriter(err))
                .execute("deadletters", "list", "--set", "kafka.bootstrap-servers=127.0.0.1:1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("is 'radar up' running?");
    }

    private static PipelineConfig bound(int series) {
        PipelineConfig defaults = PipelineConfig.DEFAULT;
        return new PipelineConfig(
                defaults.parallelism(),
                defaults.maxParallelism(),
                defaults.checkpointInterval(),
                defaults.bufferTimeout(),
                defaults.stateBackend(),
                defaults.maxDevices(),
                defaults.maxSeries(),
                series,
                defaults.maxFrameIds(),
                defaults.maxClockSkew(),
                defaults.stateTtl(),
                defaults.anomalyIdleTimeout(),
                defaults.windowIdle(),
                true);
    }

    private static void send(RealPath path, String json) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", path.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            TopicNames.DEFAULT.telemetry(), "a".getBytes(UTF_8), json.getBytes(UTF_8)))
                    .get();
        }
    }

    private static List<String> scored(RealPath path) throws IOException {
        List<String> samples = new ArrayList<>();
        ScoreProtobuf protobuf = new ScoreProtobuf();
        for (ConsumerRecord<byte[], byte[]> scores : path.records(TopicNames.DEFAULT.scores())) {
            for (ScoreFrame frame : protobuf.decodeBlock(scores.value())) {
                for (int i = 0; i < frame.size(); i++) {
                    samples.add(frame.device() + " " + frame.metric(i) + " " + frame.timestampMillis() + " "
                            + frame.value(i));
                }
            }
        }
        return samples;
    }
}
