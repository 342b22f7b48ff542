package io.anomalyradar.server.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.lake.LakeQuery;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.history.lake.Verification;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.health.PartState.Condition;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeWriterTest {
    private static final String TELEMETRY = TopicNames.DEFAULT.telemetry();

    @TempDir
    Path directory = Path.of("");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Path root;
    private TestBroker broker;
    private TopicCatalog catalog;
    private Topic topic;

    @BeforeEach
    void startBroker() throws Exception {
        root = directory.resolve("a lake");
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        catalog = new TopicCatalog(broker.config());
        topic = new Topic(broker.bootstrap());
    }

    @AfterEach
    void stopBroker() {
        topic.close();
        catalog.close();
        broker.close();
    }

    private LakeWriter start(String member, Duration commitInterval) {
        LakeConfig config = new LakeConfig(root, commitInterval, Duration.ZERO, null);
        return LakeWriter.start(
                config, broker.config(), catalog, member, Duration.ofMinutes(5), 128, Clock.systemUTC(), meters);
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            String device = "pump-" + i % 7;
            write(
                    device,
                    "{\"device\":\"" + device + "\",\"ts\":" + (1_767_225_600_000L + i * 1_000L)
                            + ",\"metrics\":{\"a\":" + i + ",\"b\":0.5}}");
        }
    }

    private void write(String device, String frame) {
        topic.write(TELEMETRY, device, frame.getBytes(UTF_8));
    }

    private List<List<@Nullable String>> query(String sql) {
        return new LakeQuery(root, 128).answer(sql, 100).rows();
    }

    private void awaitRows(String table, long rows) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            double committed =
                    meters.get("radar.lake.rows").tag("table", table).counter().count();
            return committed >= rows;
        });
    }

    private void assertVerified() {
        for (LakeSchema schema : LakeSchema.values()) {
            assertThat(new Verification(LakeTable.open(root, schema), 128).run().problems())
                    .isEmpty();
        }
    }

    @Test
    void telemetryAndAnomalies_areInTheLake_butNotWhatTheJobRefuses() {
        send(0, 50);
        write("pump-1", "no frame");
        write(Topics.heartbeatDevice(0), "{\"device\":\"" + Topics.heartbeatDevice(0) + "\",\"metrics\":{\"a\":1}}");
        write("pump-9", "{\"device\":\"pump-9\",\"ts\":4102444800000,\"metrics\":{\"a\":1}}"); // of 2100
        write("pump-8", "{\"device\":\"pump-8\",\"metrics\":{\"now\":1}}");
        topic.write(Examples.anomaly("a", 1, "pump \"7\" ä", AnomalyState.OPEN));
        topic.write(Examples.anomaly("a", 2, "pump \"7\" ä", AnomalyState.ENDED));

        try (LakeWriter writer = start("m1", Duration.ofSeconds(1))) {
            awaitRows("telemetry", 101);
            awaitRows("anomalies", 2);
            assertThat(writer.states()).allSatisfy(state -> assertThat(state.get())
                    .extracting(PartState::condition)
                    .isEqualTo(Condition.UP));
        }

        assertThat(query("SELECT count(*), sum(value), count(DISTINCT device) FROM telemetry WHERE metric <> 'now'"))
                .containsExactly(List.of("100", "1250.0", "7"));
        assertThat(query("SELECT device, ts = arrived FROM telemetry WHERE metric = 'now'"))
                .containsExactly(List.of("pump-8", "true"));
        assertThat(query("SELECT id, revision, device, state, \"end\" IS NULL FROM anomalies ORDER BY revision"))
                .containsExactly(
                        List.of("a", "1", "pump \"7\" ä", "OPEN", "true"),
                        List.of("a", "2", "pump \"7\" ä", "ENDED", "false"));
        assertVerified();
    }

    @Test
    void serversThatComeAndGo_writeEachRecordOnce() {
        send(0, 500);
        try (LakeWriter first = start("m1", Duration.ofSeconds(1))) {
            awaitRows("telemetry", 500);
            try (LakeWriter second = start("m2", Duration.ofSeconds(1))) {
                send(500, 1_000);
                awaitRows("telemetry", 2_000);
                assertThat(second.states()).isNotEmpty();
            }
            send(1_000, 1_500);
            awaitRows("telemetry", 2_600);
            assertThat(first.states()).isNotEmpty();
        }
        send(1_500, 2_000);
        try (LakeWriter third = start("m3", Duration.ofSeconds(1))) {
            awaitRows("telemetry", 4_000);
            assertThat(third.states()).isNotEmpty();
        }

        assertThat(query("SELECT count(*), sum(value)::BIGINT FROM telemetry"))
                .containsExactly(List.of("4000", Long.toString(1_999_000 + 1_000)));
        assertVerified();
    }

    @Test
    void serverThatStops_commitsWhatItHasRead() {
        send(0, 20);
        try (LakeWriter writer = start("m1", Duration.ofHours(1))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                PartState state = writer.states().get(0).get();
                return state.condition() == Condition.UP
                        && Files.isDirectory(root.resolve("radar/telemetry/metadata"))
                        && state.detail().endsWith(" 0 records to go");
            });
            send(20, 40);
        }
        try (LakeWriter writer = start("m1", Duration.ofSeconds(1))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> query("SELECT count(*) FROM telemetry")
                    .equals(List.of(List.of("80"))));
            assertThat(writer.states()).isNotEmpty();
        }

        assertVerified();
    }

    @Test
    void directoryThatIsNoDirectory_isReportedAndMended() throws Exception {
        Files.writeString(root, "in the way");
        send(0, 5);
        try (LakeWriter writer = start("m1", Duration.ofSeconds(1))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> writer.states().get(0).get().condition() == Condition.DOWN);
            assertThat(writer.states().get(0).get().detail()).contains(root.toString());

            Files.delete(root);

            awaitRows("telemetry", 10);
        }
        assertVerified();
    }
}
