package io.anomalyradar.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.bus.FramePublisher;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.server.config.ConfigService;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.deadletters.DeadLetterService;
import io.anomalyradar.server.devices.RegistryService;
import io.anomalyradar.server.doors.TelemetryDoors;
import io.anomalyradar.server.health.AliveSignal;
import io.anomalyradar.server.health.Health;
import io.anomalyradar.server.health.HealthService;
import io.anomalyradar.server.health.Heartbeat;
import io.anomalyradar.server.health.HeartbeatProof;
import io.anomalyradar.server.health.JobConfiguration;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.health.Readiness;
import io.anomalyradar.server.health.StatusService;
import io.anomalyradar.server.history.HistoryWriter;
import io.anomalyradar.server.history.RetentionSchedule;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.lake.LakeWriter;
import io.anomalyradar.server.live.FleetService;
import io.anomalyradar.server.live.LiveHub;
import io.anomalyradar.server.live.LiveService;
import io.anomalyradar.server.log.MemberId;
import io.anomalyradar.server.log.Ownership;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.page.DocsService;
import io.anomalyradar.server.page.PageService;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.sinks.Sinks;
import io.anomalyradar.server.sqljobs.SqlJobService;
import io.anomalyradar.server.sqljobs.SqlRunner;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running server: assembles its parts, and starts and stops them in order.
 *
 * <p>It can start before the broker and the pipeline: its parts wait for them, and {@code /ready} says what is missing.
 * The caller owns the store and the meters: it opens the store before and closes it after. Thread-safe.
 */
public final class RadarServer implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final long startedMillis = clock.millis();
    private final Parts parts;
    private final ServerSetup setup;
    private final Core core;
    private final FramePublisher publisher;
    private final HistoryWriter history;
    private final JobConfiguration jobConfiguration;
    private final LiveHub live;
    private final AlertingParts alerting;
    private final QueryParts queries;
    private final Sinks sinks;
    private final @Nullable LakeWriter lake;
    private final Heartbeat heartbeat;
    private final Health health;
    private final AliveSignal alive;
    private final TelemetryDoors doors;
    private final SqlJobService sqlJobs;
    private final WorkPool accessPool;
    private final HttpFront front;
    private final Server http;

    private RadarServer(
            ServerSetup setup,
            HistoryStore store,
            PrometheusMeterRegistry meters,
            List<Supplier<PartState>> others,
            SqlRunner sqlRunner,
            Parts parts) {
        this.parts = parts;
        this.setup = setup;
        KafkaConfig kafka = setup.kafka();
        String member = MemberId.in(setup.dataDirectory());
        HeartbeatProof proof = new HeartbeatProof(System::nanoTime);
        TopicCatalog catalog = parts.started(new TopicCatalog(kafka));
        Traces traces =
                parts.started(Traces.start(setup.tracing(), kafka.topics().telemetry(), setup.version()));
        publisher = parts.started(new FramePublisher(kafka, setup.server().maxPendingFrames(), traces::received));
        Control control = parts.started(new Control(kafka, meters));
        AccessControl access = parts.started(new AccessControl(
                setup.access(),
                setup.server().bindAddress(),
                kafka,
                catalog,
                setup.dataDirectory(),
                () -> control.current().devices(),
                clock,
                meters));
        core = new Core(setup, store, catalog, control, access, member, clock, meters, parts);
        history = parts.started(HistoryWriter.start(
                kafka, catalog, store, member, setup.history(), setup.maxClockSkew(), control, traces, meters));
        parts.started(RetentionSchedule.start(store, setup.history().retention(), clock, meters));
        jobConfiguration = new JobConfiguration(() -> control.current().config());
        live = parts.started(LiveHub.start(
                kafka,
                catalog,
                setup.server().maxSeries(),
                store,
                control,
                heartbeat -> {
                    proof.scored(heartbeat.position());
                    jobConfiguration.scored(heartbeat);
                },
                clock,
                meters));
        alerting = new AlertingParts(core, traces);
        sinks = parts.started(Sinks.start(setup.sinks(), kafka, catalog, member, meters));
        lake = startLake(setup.history().lake());
        heartbeat = parts.started(Heartbeat.start(setup.heartbeatDevices(), publisher, store, proof, clock, meters));
        alive = parts.started(new AliveSignal(
                setup.notifying().aliveUrl(), setup.notifying().timeout(), AliveSignal.INTERVAL, meters));
        doors = new TelemetryDoors(
                publisher,
                access,
                core.pool("ingest", 4, 256),
                core.bodies(),
                setup.server(),
                setup.maxClockSkew(),
                clock,
                meters);
        health = new Health(kafka.bootstrapServers(), proof, heartbeat, history::failure, others, optionalParts());
        front = new HttpFront(setup, access, meters);
        queries = new QueryParts(core, alerting, live, front.problems());
        sqlJobs = new SqlJobService(sqlRunner, core.pool("sql-jobs", 2, 8), core.bodies());
        accessPool = core.pool("access", 2, 64);
        http = front.server(this::addServices);
        parts.started(() -> http.stop().join());
        startListening();
        doors.listen(kafka, () -> new Ownership("doors", member, kafka, meters)).forEach(parts::started);
        alive.start(health::readiness);
    }

    /**
     * Starts the server.
     *
     * @param others states of further parts that the path needs: {@code /ready} shows them, and is 503 while one is
     * down; they must not block
     * @throws IllegalStateException when the address cannot be bound
     * @throws java.io.UncheckedIOException when the data directory cannot be written
     */
    public static RadarServer start(
            ServerSetup setup, HistoryStore store, PrometheusMeterRegistry meters, List<Supplier<PartState>> others) {
        return start(setup, store, meters, others, SqlRunner.NONE);
    }

    /** As {@link #start(ServerSetup, HistoryStore, PrometheusMeterRegistry, List)}, with what runs SQL jobs. */
    public static RadarServer start(
            ServerSetup setup,
            HistoryStore store,
            PrometheusMeterRegistry meters,
            List<Supplier<PartState>> others,
            SqlRunner sqlRunner) {
        Parts parts = new Parts();
        try {
            return new RadarServer(setup, store, meters, others, sqlRunner, parts);
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private @Nullable LakeWriter startLake(@Nullable LakeConfig lake) {
        return lake == null
                ? null
                : parts.started(LakeWriter.start(
                        lake,
                        core.kafka(),
                        core.catalog(),
                        core.member(),
                        setup.maxClockSkew(),
                        setup.history().memoryLimitMegabytes(),
                        clock,
                        core.meters()));
    }

    private void deleteData(RegisteredDevice deleted) {
        core.store().deleteDevice(deleted.entry().device(), deleted.deletedBeforeMillis());
        live.remove(deleted.entry().device());
    }

    private void startListening() {
        try {
            http.start().join();
        } catch (CompletionException failed) {
            ServerConfig config = setup.server();
            throw new IllegalStateException(
                    "cannot listen on " + config.bindAddress() + ":" + config.port()
                            + ": is another program there? Choose another server.port",
                    failed.getCause());
        }
    }

    private List<Supplier<PartState>> optionalParts() {
        List<Supplier<PartState>> all = new ArrayList<>();
        all.add(() -> PartState.up("backlog", history.lagRecords() + " telemetry records are not stored yet"));
        all.add(() -> {
            Optional<String> failure = live.failure();
            return failure.isPresent()
                    ? PartState.down("live", failure.get())
                    : PartState.up("live", live.clients() + " clients");
        });
        all.add(jobConfiguration::state);
        all.add(alerting::state);
        all.add(alive::state);
        for (int i = 0; i < sinks.size(); i++) {
            int sink = i;
            all.add(() -> sinks.state(sink));
        }
        if (lake != null) {
            all.addAll(lake.states());
        }
        all.addAll(doors.parts());
        AccessControl access = core.access();
        access.state().ifPresent(unused -> all.add(() -> access.state().orElseThrow()));
        return all;
    }

    private void addServices(ServerBuilder builder) {
        AccessControl access = core.access();
        Control control = core.control();
        WorkPool operations = core.operations();
        doors.addTo(builder);
        queries.addTo(builder);
        sqlJobs.addTo(builder);
        alerting.addTo(builder);
        new DeadLetterService(setup.kafka(), setup.maxClockSkew(), alerting.commands(), core.changes(), clock)
                .addTo(builder);
        new ConfigService(control, operations, core.bodies(), clock, alerting::reviewRules).addTo(builder);
        new RegistryService(control, access, this::deleteData, operations, core.bodies()).addTo(builder);
        new FleetService(live, core::devices, access, core.queries(), clock).addTo(builder);
        new LiveService(live, access, core.queries(), setup.server(), clock).addTo(builder);
        access.addTo(builder, accessPool, core.bodies());
        new HealthService(health, core.meters(), operations, AccessControl::isKnown).addTo(builder);
        StatusService.Flow flow = new StatusService.Flow(
                live::samplesPerSecond, live::medianLatencyMillis, history::lagRecords, live::clients);
        new StatusService(health, core.store(), flow, setup.version(), startedMillis, operations).addTo(builder);
        ClassLoader loader = RadarServer.class.getClassLoader();
        new DocsService(loader).addTo(builder);
        new PageService(loader).addTo(builder);
    }

    /** Where the server is reached on this machine. */
    public URI address() {
        String bound = setup.server().bindAddress();
        boolean everywhere = bound.equals("0.0.0.0") || bound.equals("::");
        String host = everywhere ? "127.0.0.1" : bound.contains(":") ? "[" + bound + "]" : bound;
        return URI.create((setup.access().tls() == null ? "http://" : "https://") + host + ":" + port());
    }

    public int port() {
        return http.activeLocalPort();
    }

    /** Publishes telemetry as the HTTP door does. */
    public FramePublisher publisher() {
        return publisher;
    }

    /**
     * A one-time token for the first administrator, as long as everybody must log in and nobody can. Waits until it is
     * known whether somebody can.
     */
    public Optional<String> firstToken() throws InterruptedException {
        return core.access().firstToken();
    }

    /** How the path is; never blocks. */
    public Readiness readiness() {
        return health.readiness();
    }

    /**
     * Finishes the requests under way, sends the buffered records, commits what was read, and stops. Takes at most a
     * few seconds for each part that does not answer.
     */
    @Override
    public void close() {
        front.closeGate();
        heartbeat.stop(); // so that these end while requests are finished
        live.stop();
        parts.close();
    }
}
