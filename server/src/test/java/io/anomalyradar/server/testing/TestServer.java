package io.anomalyradar.server.testing;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.RadarServer;
import io.anomalyradar.server.ServerSetup;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole server with a separate DuckDB store. */
public final class TestServer implements AutoCloseable {
    public static final ServerConfig CONFIG = new ServerConfig(
            "127.0.0.1",
            0,
            List.of(),
            List.of(),
            1 << 20,
            0,
            10_000,
            10_000,
            Duration.ofMillis(100),
            DoorsConfig.DEFAULT);
    private static final HistoryConfig HISTORY =
            new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 250_000, 64, null);

    private final HistoryStore store;
    private final RadarServer server;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private TestServer(
            KafkaConfig kafka, Path directory, ServerConfig config, AccessConfig access, @Nullable URI webhook) {
        store = DuckDbHistory.open(directory.resolve("history.db"), HISTORY);
        ServerSetup setup = new ServerSetup(
                config,
                access,
                kafka,
                HISTORY,
                new NotifyConfig(
                        webhook,
                        null,
                        URI.create("http://127.0.0.1:8080"),
                        Duration.ofSeconds(1),
                        directory.resolve("secrets")),
                SinksConfig.NONE,
                TracingConfig.OFF,
                Duration.ofMinutes(5),
                List.of(Topics.heartbeatDevice(0), Topics.heartbeatDevice(1)),
                directory,
                "test");
        server = RadarServer.start(setup, store, meters, List.of(), new FixedSqlRunner());
    }

    public static TestServer start(KafkaConfig kafka, Path directory) {
        return new TestServer(kafka, directory, CONFIG, AccessConfig.NONE, null);
    }

    public static TestServer start(KafkaConfig kafka, Path directory, UnaryOperator<ServerConfig> change) {
        return new TestServer(kafka, directory, change.apply(CONFIG), AccessConfig.NONE, null);
    }

    public static TestServer start(KafkaConfig kafka, Path directory, AccessConfig access) {
        return new TestServer(kafka, directory, CONFIG, access, null);
    }

    public static TestServer startWithWebhook(KafkaConfig kafka, Path directory, URI webhook) {
        return new TestServer(kafka, directory, CONFIG, AccessConfig.NONE, webhook);
    }

    public RadarServer server() {
        return server;
    }

    public HistoryStore store() {
        return store;
    }

    public PrometheusMeterRegistry meters() {
        return meters;
    }

    public Http http() {
        return new Http(server.address());
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
