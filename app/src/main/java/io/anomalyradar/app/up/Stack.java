package io.anomalyradar.app.up;

import io.anomalyradar.app.config.FlinkConfig;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.embedded.EmbeddedFlink;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.app.host.HostTelemetry;
import io.anomalyradar.app.sql.SqlJobs;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.app.topics.TopicState;
import io.anomalyradar.app.version.VersionCommand;
import io.anomalyradar.app.workspace.DataDirectory;
import io.anomalyradar.bus.control.ConfigSeed;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.clickhouse.ClickHouseHistory;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.config.ClickHouseConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.notify.Secrets;
import io.anomalyradar.notify.UnusableChannelException;
import io.anomalyradar.pipeline.detect.HeartbeatDevices;
import io.anomalyradar.pipeline.job.JobArguments;
import io.anomalyradar.pipeline.job.RadarJob;
import io.anomalyradar.server.RadarServer;
import io.anomalyradar.server.ServerSetup;
import io.anomalyradar.server.health.PartState;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts, side by side where one does not need the other.
 *
 * <pre>
 * cluster ─────────┐
 *                  ├→ job
 * broker → topics ─┤
 *                  ├→ server → host telemetry
 * store ───────────┘
 * </pre>
 *
 * With an existing Flink cluster, the job runs there: neither a cluster nor a job is started.
 */
final class Stack {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final long FULL_MEGABYTES = 100;
    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    private final RadarConfig config;
    private final DataDirectory directory;
    private final RunningParts parts;
    private final StartReport report;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JobState jobState = new JobState(meters);
    private final CompletableFuture<String> fault = new CompletableFuture<>();

    Stack(RadarConfig config, DataDirectory directory, RunningParts parts, StartReport report) {
        this.config = config;
        this.directory = directory;
        this.parts = parts;
        this.report = report;
    }

    /**
     * Returns the server once every part has started. Throws the first failure; {@link RunningParts} stops the started
     * parts.
     */
    RadarServer start() {
        ExecutorService starters = Executors.newCachedThreadPool();
        try {
            TopicFiles before = TopicFiles.in(directory.kafka());
            var log = CompletableFuture.runAsync(this::startBroker, starters).thenApply(done -> createTopics(before));
            var job = config.flink() == null
                    ? log.thenAcceptBothAsync(
                            CompletableFuture.supplyAsync(this::startCluster, starters), this::startJob, starters)
                    : log.thenAccept(created -> {});
            var store = CompletableFuture.supplyAsync(this::openStore, starters);
            var server = log.thenCombineAsync(store, (created, open) -> startServer(open), starters);
            var host = server.thenAccept(this::startHost);
            CompletableFuture.allOf(job, host).join();
            return server.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            starters.shutdown();
        }
    }

    /** Adds the simulated fleet, which sends through {@code server}. */
    void startDemo(RadarServer server) {
        Demo demo = Demo.start(config.demo(), Clock.systemUTC(), frame -> publish(server, frame), events -> {
            var unused = server.publisher().publishEvents(events);
        });
        parts.started(Part.DEMO, demo);
        report.part("demo", config.demo().devices() + " simulated devices, with faults");
    }

    /** Completes when a part can no longer continue, with a message for people. */
    CompletableFuture<String> fault() {
        return fault;
    }

    private void startBroker() {
        if (!config.startsBroker()) {
            report.part("broker", "using " + config.kafka().bootstrapServers());
            return;
        }
        try {
            EmbeddedKafka broker = EmbeddedKafka.start(
                    directory.kafka(),
                    PortChecks.brokerPort(config),
                    config.internalPorts().kafkaController(),
                    reason -> fault.complete("the broker failed: " + reason + remedy()));
            parts.started(Part.BROKER, broker);
            report.part("broker", broker.bootstrapServers());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Why a broker mostly fails: Kafka itself names no cause when it ends. */
    private String remedy() {
        long free = directory.root().toFile().getUsableSpace() >> 20;
        return free < FULL_MEGABYTES
                ? ": the disk is full (" + free + " MB free for " + directory.root() + "); make room and start again"
                : ": its files in " + directory.kafka()
                        + " could not be read or written; 'radar doctor' checks the disk";
    }

    /** The id of the telemetry topic. */
    private String createTopics(TopicFiles before) {
        try (TopicAdmin admin = new TopicAdmin(config.kafka(), TOPICS_TIMEOUT)) {
            List<String> created = admin.createMissing();
            reportLost(created.stream().filter(before.topics()::contains).toList());
            mergeConfiguration();
            List<TopicState> topics = admin.states();
            report.part("topics", topics.size() + (created.isEmpty() ? "" : ", created " + created.size()));
            return topics.stream()
                    .filter(topic -> topic.name().equals(config.kafka().topics().telemetry()))
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .toString();
        }
    }

    /** Topics whose files existed, but whose names were lost with the end of the broker's metadata log. */
    private void reportLost(List<String> topics) {
        if (config.startsBroker() && !topics.isEmpty()) {
            String lost = "the broker's metadata log is damaged and no longer names " + String.join(", ", topics)
                    + ": these topics begin anew. What is in the store stays; to read the old log again, stop and"
                    + " restore " + directory.kafka() + " from a backup";
            LOG.error(lost);
            report.line("  ERROR: " + lost);
        }
    }

    /** Before the job starts, so that its first frame has a version. */
    private void mergeConfiguration() {
        Map<String, Object> settings = new TreeMap<>();
        RecordSettings.write("detector", config.detector(), settings);
        RecordSettings.write("detector.multivariate", config.joint(), settings);
        try {
            report.part("config", "version " + ConfigSeed.merge(config.kafka(), settings, Clock.systemUTC()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the configuration was read", stopped);
        }
    }

    private EmbeddedFlink startCluster() {
        EmbeddedFlink cluster = EmbeddedFlink.start(
                directory.flink(),
                directory.temporary(),
                config.pipeline().parallelism(),
                config.internalPorts().flinkFiles(),
                meters);
        parts.started(Part.CLUSTER, cluster);
        return cluster;
    }

    private static JobArguments resolved(JobArguments arguments) {
        try {
            return RadarJob.resolve(arguments);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the job was starting", stopped);
        }
    }

    private void startJob(String topicId, EmbeddedFlink cluster) {
        JobArguments arguments = resolved(
                new JobArguments(config.kafka(), config.pipeline(), config.detector(), config.joint(), null, topicId));
        RunningJob job = cluster.run(environment -> RadarJob.build(environment, arguments), topicId, this::markReplay);
        parts.started(Part.JOB, () -> report.part("job", job.stop() ? "stopped, state saved" : "stopped"));
        jobState.started(job);
        meterCheckpointAge(job);
        report.part("job", job.origin());
    }

    private void markReplay() {
        try (TopicAdmin admin = new TopicAdmin(config.kafka(), TOPICS_TIMEOUT)) {
            admin.markReplay(Clock.systemUTC().millis());
        }
    }

    private void meterCheckpointAge(RunningJob job) {
        TimeGauge.builder("radar.job.checkpoint.age", job, TimeUnit.MILLISECONDS, running -> running.lastCheckpoint()
                        .map(completed -> (double)
                                Duration.between(completed, Clock.systemUTC().instant())
                                        .toMillis())
                        .orElse(Double.NaN))
                .description("Since the newest checkpoint was completed")
                .strongReference(true)
                .register(meters);
    }

    private HistoryStore openStore() {
        ClickHouseConfig server = config.history().clickHouse();
        Path file = directory.history().resolve("history.duckdb");
        HistoryStore store =
                server == null ? DuckDbHistory.open(file, config.history()) : ClickHouseHistory.open(resolved(server));
        parts.started(Part.STORE, store);
        report.part(
                "store",
                server == null ? Path.of("").toAbsolutePath().relativize(file).toString() : "ClickHouse, " + server);
        return store;
    }

    private ClickHouseConfig resolved(ClickHouseConfig server) {
        return server.withPassword(secret("history.clickhouse.password", server.password()));
    }

    private SinksConfig sinks() {
        SinksConfig sinks = config.sinks();
        return new SinksConfig(
                resolved("sinks.postgresql.password", sinks.postgresql()),
                resolved("sinks.redis.password", sinks.redis()),
                resolved("sinks.webhook.token", sinks.webhook()),
                resolved("sinks.remote-write.token", sinks.remoteWrite()));
    }

    private SinksConfig.@Nullable SinkTarget resolved(String key, SinksConfig.@Nullable SinkTarget target) {
        return target == null ? null : target.withSecret(secret(key, target.secret()));
    }

    private String secret(String key, String text) {
        try {
            return new Secrets(System::getenv, config.notifying().secretsDirectory()).resolve(text);
        } catch (UnusableChannelException missing) {
            throw new HistoryException.Permanent(
                    HistoryException.Code.NOT_ACCESSIBLE, key + ": " + missing.getMessage(), missing);
        }
    }

    private RadarServer startServer(HistoryStore store) {
        ServerSetup setup = new ServerSetup(
                config.server(),
                config.access(),
                config.kafka(),
                config.history(),
                config.notifying(),
                sinks(),
                config.tracing(),
                config.pipeline().maxClockSkew(),
                HeartbeatDevices.covering(
                        config.pipeline().parallelism(), config.pipeline().maxParallelism()),
                directory.root(),
                VersionCommand.version());
        SqlJobs jobs = SqlJobs.open(
                directory.root().resolve("sql"),
                config.sql(),
                config.kafka(),
                config.pipeline().maxClockSkew(),
                Clock.systemUTC());
        parts.started(Part.SQL, jobs);
        RadarServer server = RadarServer.start(setup, store, meters, List.of(stateOfJob()), jobs);
        parts.started(Part.SERVER, server);
        report.part("server", config.page().toString());
        if (jobs.size() > 0) {
            report.part("sql", jobs.size() + " jobs");
        }
        return server;
    }

    private Supplier<PartState> stateOfJob() {
        FlinkConfig cluster = config.flink();
        return cluster == null
                ? jobState
                : new ClusterJobState(cluster, config.kafka().topics().job());
    }

    private void startHost(RadarServer server) {
        if (!config.host().enabled()) {
            return;
        }
        HostTelemetry host =
                HostTelemetry.start(config.host().interval(), Clock.systemUTC(), frame -> publish(server, frame));
        parts.started(Part.HOST, host);
        report.part("host", "this machine is device " + host.device());
    }

    /**
     * Whether it was acknowledged is counted by the publisher; a lost second of this machine or of the fleet is not
     * sent again.
     */
    private static void publish(RadarServer server, Frame frame) {
        var unused = server.publisher().publish(List.of(frame));
    }
}
