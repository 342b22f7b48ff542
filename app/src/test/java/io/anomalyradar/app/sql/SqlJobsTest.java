package io.anomalyradar.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.anomalyradar.app.config.SqlConfig;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.simulate.ActivityLog;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.pipeline.sql.ReadRange;
import io.anomalyradar.pipeline.sql.ScriptRefusal;
import io.anomalyradar.pipeline.sql.SqlScript;
import io.anomalyradar.server.sqljobs.SqlJob;
import io.anomalyradar.server.sqljobs.SqlRunner.Answer;
import io.anomalyradar.server.sqljobs.SqlRunner.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped examples on the events of simulated users, as a job in a process of its own on a real broker. */
class SqlJobsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(40);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static Path directory;
    private static EmbeddedKafka broker;
    private static KafkaConfig kafka;
    private static Expected expected;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        broker = EmbeddedKafka.start(directory.resolve("kafka"), FreePort.next(), reason -> {});
        kafka = KafkaConfig.at(broker.bootstrapServers());
        try (TopicAdmin admin = new TopicAdmin(kafka, Duration.ofSeconds(30))) {
            admin.createMissing();
        }
        List<Event> events = ActivityLog.write(kafka, 5_000, BEGIN, STEP);
        expected = new Expected(events);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static SqlJobs open(Path root, int maxJobs) {
        SqlConfig config = new SqlConfig(maxJobs, 192, Duration.ofDays(30));
        return SqlJobs.open(
                root,
                new SqlProcesses(System.getProperty("java.class.path"), config, kafka, SKEW),
                maxJobs,
                Clock.systemUTC());
    }

    @Test
    void examples_asOneJob_haveWhatIsComputedFromTheEvents_alsoAfterItsProcessIsKilled() throws Exception {
        String script = ExampleJob.NAMES.stream().map(ExampleJob::text).collect(Collectors.joining("\n"));
        Path root = directory.resolve("jobs");
        try (SqlJobs jobs = open(root, 1);
                ResultTopics results = new ResultTopics(kafka)) {
            SqlJob started = jobs.start("examples", script, null, "a test");
            assertThat(started.state()).isEqualTo(SqlJob.State.RUNNING);

            Instant later = BEGIN.plus(STEP.multipliedBy(5_000)).plus(Duration.ofDays(1));
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                ActivityLog.writeOne(kafka, "tick", "clock", later); // windows close when time goes on
                expected.check(results);
            });
            await().atMost(PATIENCE).until(() -> Checkpoints.areIn(root));
            ProcessHandle process =
                    ProcessHandle.current().children().findFirst().orElseThrow();
            process.destroyForcibly();
            await().atMost(PATIENCE)
                    .until(() -> jobs.jobs().get(0).restarts() == 1
                            && jobs.jobs().get(0).detail().contains("chk-"));
            ActivityLog.writeOne(kafka, "purchase", "whale", BEGIN, Map.of("amount", 1e6));

            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode first = results.of("leaderboard").getOrDefault("2026-11-01 1", MissingNode.getInstance());
                assertThat(first.path("customer").asText()).isEqualTo("whale");
                assertThat(first.path("revenue").asDouble()).isCloseTo(1e6, within(1e-6));
            });
            assertThatThrownBy(() -> jobs.start("second", script, null, "a test"))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(RefusedException.Reason.FULL))
                    .hasMessageContaining("sql.max-jobs");
        }
        try (SqlJobs again = open(root, 1)) {
            await().atMost(PATIENCE).until(() -> again.jobs().get(0).state() == SqlJob.State.RUNNING);
            assertThat(again.jobs().get(0).detail()).contains("savepoint-");

            assertThat(again.stop("examples")).isNotNull();
            assertThat(again.jobs()).isEmpty();
            assertThat(root.toFile().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT kex FROM events | 'kex' not found
                    SELEC 1 | Non-query expression
                    CREATE TABLE x (a INT) WITH ('connector' = 'filesystem', 'path' = '/etc') | leave WITH
                    CREATE TABLE x (a INT) WITH ('connector' = 'jdbc', 'url' = 'jdbc:x') | leave WITH
                    CREATE TEMPORARY TABLE x (a INT) WITH ('connector' = 'print') | TEMPORARY
                    CREATE TABLE `../x` (a INT) | small letters
                    CREATE TABLE events (a INT) | already exists
                    DROP TABLE events | DropTable is not allowed
                    SET 'table.dynamic-table-options.enabled' = 'true' | Set is not allowed
                    ADD JAR '/tmp/x.jar' | AddJar is not allowed
                    CREATE FUNCTION f AS 'java.lang.Runtime' | is not allowed
                    CREATE CATALOG c WITH ('type' = 'jdbc') | CreateCatalog is not allowed
                    CREATE TABLE default_catalog.default_database.x (a INT) | without dots
                    SELECT * FROM events /*+ OPTIONS('topic' = 'radar.keys') */ | dynamic-table-options
                    INSERT INTO scores (device) VALUES ('a') | the radar itself writes scores
                    SELECT 1; SELECT 2 | a query stands before it
                    -- nothing | no statement
                    """)
    void script_thatIsNotAllowedOrNotValid_isRefusedWithWhatIsWrong(String script, String message) {
        assertThatThrownBy(() -> SqlScript.read(
                                script,
                                new StreamExecutionEnvironment(),
                                kafka,
                                new ReadRange(null, true),
                                SKEW,
                                Duration.ofDays(1))
                        .addQuery(1))
                .isInstanceOf(ScriptRefusal.class)
                .hasMessageContaining(message);
    }

    @Test
    void question_isAnsweredFromTheLog() throws Exception {
        try (SqlJobs jobs = open(directory.resolve("questions"), 1)) {
            Answer answer = jobs.answer(
                    "SELECT type, COUNT(*) AS n FROM events WHERE event_time < TIMESTAMP '2026-11-01 06:00:00' GROUP BY type"
                            + " ORDER BY n DESC, type",
                    null,
                    2,
                    () -> false);

            assertThat(answer.columns()).contains("\"name\":\"type\"", "BIGINT");
            assertThat(answer.rows()).isEqualTo(expected.commonestTypes(BEGIN.plus(Duration.ofHours(6)), 2));
            assertThat(answer.complete()).isFalse();
        }
    }

    @Test
    void greedyQuestion_endsItsOwnProcess_withWhatToDo() {
        try (SqlJobs jobs = open(directory.resolve("greedy"), 1)) {
            assertThatThrownBy(() -> jobs.answer("SELECT REPEAT('x', 1000000000) FROM events", null, 2, () -> false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("sql.memory-megabytes");
        }
    }
}
