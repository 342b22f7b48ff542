package io.anomalyradar.server.sinks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.health.PartState.Condition;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.RealPrometheus;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sinks into real PostgreSQL, Redis and Prometheus, and a receiver of webhooks. */
class SinksTest {
    private static PeerProcess postgres;
    private static PeerProcess redis;
    private static SinkTarget postgresTarget;
    private static SinkTarget redisTarget;
    private static RedisClient redisClient;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private TestBroker broker;
    private TopicCatalog catalog;
    private Topic topic;

    @BeforeAll
    static void startPeers() throws Exception {
        String initdb = PeerProcess.find("initdb").orElseThrow(() -> missing("postgresql"));
        String server = PeerProcess.find("postgres").orElseThrow(() -> missing("postgresql"));
        Path data = PeerProcess.directory("postgres");
        int port = FreePort.next();
        PeerProcess.run(
                data, List.of(initdb, "-D", "data", "-U", "radar", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"));
        postgres = new PeerProcess(
                data,
                List.of(
                        server,
                        "-D",
                        "data",
                        "-p",
                        "" + port,
                        "-h",
                        "127.0.0.1",
                        "-k",
                        data.toString(),
                        "-c",
                        "fsync=off"));
        postgresTarget = new SinkTarget(URI.create("postgresql://127.0.0.1:" + port + "/postgres"), "radar", "");
        String redisServer = PeerProcess.find("redis-server").orElseThrow(() -> missing("redis-server"));
        int redisPort = FreePort.next();
        redis = new PeerProcess(
                PeerProcess.directory("redis"),
                List.of(
                        redisServer,
                        "--port",
                        "" + redisPort,
                        "--bind",
                        "127.0.0.1",
                        "--requirepass",
                        "wonder land",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always"));
        redisTarget = new SinkTarget(URI.create("redis://127.0.0.1:" + redisPort + "/0"), "", "wonder land");
        io.lettuce.core.RedisURI uri = io.lettuce.core.RedisURI.create("127.0.0.1", redisPort);
        uri.setCredentialsProvider(
                () -> reactor.core.publisher.Mono.just(io.lettuce.core.RedisCredentials.just(null, "wonder land")));
        redisClient = RedisClient.create(uri);
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            redisClient.connect().close();
            return sql("SELECT 1").equals(List.of("1"));
        });
    }

    private static IllegalStateException missing(String program) {
        return new IllegalStateException("the tests of the sinks need " + program + ": .ci/prerequisites installs it");
    }

    @AfterAll
    static void stopPeers() throws Exception {
        redisClient.shutdown();
        redis.close();
        postgres.close();
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        catalog = new TopicCatalog(broker.config());
        topic = new Topic(broker.bootstrap());
        sql("DROP TABLE IF EXISTS radar_anomalies, radar_alerts, radar_incidents");
        try (var connection = redisClient.connect()) {
            connection.sync().flushall();
        }
    }

    @AfterEach
    void stop() {
        topic.close();
        catalog.close();
        broker.close();
    }

    private Sinks start(
            @Nullable SinkTarget postgresql,
            @Nullable SinkTarget toRedis,
            @Nullable SinkTarget webhook,
            @Nullable SinkTarget remoteWrite) {
        return Sinks.start(
                new SinksConfig(postgresql, toRedis, webhook, remoteWrite), broker.config(), catalog, "m1", meters);
    }

    /** The first column of the rows of {@code query}; of a change nothing. */
    private static List<String> sql(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:" + postgresTarget.url(), "radar", "");
                Statement statement = connection.createStatement()) {
            if (statement.execute(query)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
        }
        return values;
    }

    private static void await(Condition condition, Sinks sinks) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (int i = 0; i < sinks.size(); i++) {
                if (sinks.state(i).condition() == condition) {
                    return true;
                }
            }
            return false;
        });
    }

    private double count(String meter, String sink) {
        return meters.get(meter).tag("sink", sink).counter().count();
    }

    private void awaitCount(String meter, String sink, double most) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count(meter, sink) >= most);
    }

    private static Anomaly revision(String id, int number) {
        return Examples.anomaly(id, number, "pump \"7\" ä", number < 3 ? AnomalyState.OPEN : AnomalyState.ENDED);
    }

    @Test
    void repeatsAndOldRevisions_haveNoEffect() throws Exception {
        for (int number : new int[] {1, 2, 2, 1, 3, 2, 1, 3}) {
            topic.write(revision("a", number));
        }
        topic.write(Examples.alert(Examples.open("b", "pump-2")));
        topic.write(Examples.alert(Examples.ended("b", "pump-2")));
        topic.write(Examples.incident("c", 1, IncidentState.OPEN));
        topic.write(Examples.incident("c", 2, IncidentState.RESOLVED));
        topic.write(Examples.incident("c", 1, IncidentState.OPEN));
        try (Sinks sinks = start(postgresTarget, redisTarget, null, null)) {
            awaitCount("radar.sink.written", "postgresql", 13);
            awaitCount("radar.sink.written", "redis", 13);
            assertThat(sinks.state(0)).extracting(PartState::condition).isEqualTo(Condition.UP);
        }

        assertThat(sql("SELECT concat_ws('|', id, revision, device, state, ended > started, document->>'revision')"
                        + " FROM radar_anomalies"))
                .containsExactly("a|3|pump \"7\" ä|ENDED|t|3");
        assertThat(sql("SELECT concat_ws('|', id, revision, state, anomaly) FROM radar_alerts"))
                .containsExactly("b|2|RESOLVED|b");
        assertThat(sql("SELECT concat_ws('|', id, revision, state, ended IS NOT NULL) FROM radar_incidents"))
                .containsExactly("c|2|RESOLVED|t");
        try (var connection = redisClient.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            assertThat(commands.hget("radar:anomaly:a", "revision")).isEqualTo("3");
            assertThat(commands.xrange("radar:anomalies", io.lettuce.core.Range.create("-", "+")))
                    .extracting(message -> message.getBody().get("revision"))
                    .containsExactly("1", "2", "3");
            assertThat(commands.xlen("radar:alerts")).isEqualTo(2);
            assertThat(commands.hget("radar:incident:c", "state")).isEqualTo("RESOLVED");
            assertThat(commands.ttl("radar:anomaly:a")).isPositive();
        }
    }

    @Test
    void sinksThatAreKilled_getEverythingOnceTheyAreBack() throws Exception {
        try (Sinks sinks = start(postgresTarget, redisTarget, null, null)) {
            topic.write(revision("first", 1));
            awaitCount("radar.sink.written", "postgresql", 1);
            awaitCount("radar.sink.written", "redis", 1);

            postgres.kill();
            for (int i = 0; i < 50; i++) {
                topic.write(revision("p" + i, 1));
            }
            await(Condition.DOWN, sinks);
            awaitCount("radar.sink.written", "redis", 51); // the other one is not delayed
            redis.kill();
            for (int i = 0; i < 50; i++) {
                topic.write(revision("p" + i, 2));
            }
            postgres.startAgain();
            redis.startAgain();

            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                assertThat(sql("SELECT count(*) FROM radar_anomalies WHERE revision = 2"))
                        .containsExactly("50");
                try (var connection = redisClient.connect()) {
                    assertThat(connection.sync().hget("radar:anomaly:p49", "revision"))
                            .isEqualTo("2");
                    assertThat(connection.sync().xlen("radar:anomalies")).isEqualTo(101);
                }
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sinks.state(0).condition() == Condition.UP
                            && sinks.state(1).condition() == Condition.UP);
        }
    }

    @Test
    void serverThatEndsBetweenWriteAndCommit_writesAgainWithoutEffect() throws Exception {
        for (int i = 0; i < 200; i++) {
            topic.write(revision("a" + i, 1));
        }
        for (int start = 0; start < 5; start++) {
            try (Sinks sinks = start(postgresTarget, redisTarget, null, null)) {
                await(Condition.UP, sinks);
            }
        }
        try (Sinks sinks = start(postgresTarget, redisTarget, null, null)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(sql("SELECT count(*) FROM radar_anomalies")).containsExactly("200");
                try (var connection = redisClient.connect()) {
                    assertThat(connection.sync().xlen("radar:anomalies")).isEqualTo(200);
                }
            });
            assertThat(sinks.size()).isEqualTo(2);
        }
    }

    @Test
    void receiverThatNeverAnswers_delaysNoOther_andOneThatRefuses_losesOnlyThat() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        CountDownLatch released = new CountDownLatch(1);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            boolean poison = body.contains("\"id\":\"poison\"");
            if (!poison) {
                received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
            }
            exchange.sendResponseHeaders(poison ? 422 : 204, -1);
            exchange.close();
        });
        receiver.start();
        SinkTarget webhook = new SinkTarget(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook/s3cret"), "", "t0ken");
        topic.write(revision("w", 1));
        topic.write(revision("poison", 1));
        topic.write(revision("w", 2));

        try (Sinks sinks = start(postgresTarget, null, webhook, null)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> sql("SELECT count(*) FROM radar_anomalies").equals(List.of("2")));
            assertThat(received).isEmpty();
            released.countDown();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> received.contains("anomaly:w:2 Bearer t0ken"));

            awaitCount("radar.sink.refused", "webhook", 1);
            assertThat(received).contains("anomaly:w:1 Bearer t0ken");
            assertThat(sinks.state(1).toString()).doesNotContain("s3cret", "t0ken");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void scores_inPrometheusAndRedis(@TempDir Path directory) throws Exception {
        try (RealPrometheus prometheus = new RealPrometheus(directory, "global: {}\n")) {
            SinkTarget remote = new SinkTarget(prometheus.http().address().resolve("/api/v1/write"), "", "");
            try (Sinks sinks = start(null, redisTarget, null, remote)) {
                await(Condition.UP, sinks);
                ScoreFrame frame = Examples.scores("pump-1", 0, "pressure", "heat");
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                    topic.write(frame); // a new sink begins at the end
                    return count("radar.sink.written", "remote-write") > 0 && count("radar.sink.written", "redis") > 0;
                });
                topic.write(frame);
                topic.write(TopicNames.DEFAULT.scores(), "", "no block".getBytes(UTF_8));

                awaitCount("radar.sink.refused", "remote-write", 1);
                String query = "/api/v1/query?time=" + frame.timestampMillis() / 1000.0 + "&query=radar_score";
                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                                prometheus.http().get(query).json().at("/data/result"))
                        .extracting(series -> series.at("/metric/device").asText() + " "
                                + series.at("/metric/metric").asText())
                        .containsExactlyInAnyOrder("pump-1 pressure", "pump-1 heat"));
                try (var connection = redisClient.connect()) {
                    assertThat(connection.sync().hget("radar:latest:pump-1", "pressure"))
                            .startsWith("{\"ts\":" + frame.timestampMillis())
                            .contains("\"value\":" + frame.value(0));
                }
            }
        }
    }
}
