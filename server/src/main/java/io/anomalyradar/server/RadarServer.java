package io.anomalyradar.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.bus.FramePublisher;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.TlsConfig;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.server.alerts.BacktestService;
import io.anomalyradar.server.alerts.BudgetBoard;
import io.anomalyradar.server.alerts.ChannelFactory;
import io.anomalyradar.server.alerts.ChannelService;
import io.anomalyradar.server.alerts.ExplainedChannel;
import io.anomalyradar.server.alerts.NotificationLog;
import io.anomalyradar.server.alerts.NotificationService;
import io.anomalyradar.server.alerts.Notifiers;
import io.anomalyradar.server.alerts.OnCallService;
import io.anomalyradar.server.alerts.TracedChannel;
import io.anomalyradar.server.capsules.CapsuleAssembly;
import io.anomalyradar.server.capsules.CapsuleLog;
import io.anomalyradar.server.capsules.CapsuleService;
import io.anomalyradar.server.causes.CauseFinder;
import io.anomalyradar.server.causes.CauseService;
import io.anomalyradar.server.causes.NotifiedCauses;
import io.anomalyradar.server.config.ConfigService;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.deadletters.DeadLetterService;
import io.anomalyradar.server.devices.RegistryService;
import io.anomalyradar.server.doors.TelemetryDoors;
import io.anomalyradar.server.graphql.GraphqlEngine;
import io.anomalyradar.server.graphql.GraphqlService;
import io.anomalyradar.server.health.AliveSignal;
import io.anomalyradar.server.health.Health;
import io.anomalyradar.server.health.HealthService;
import io.anomalyradar.server.health.Heartbeat;
import io.anomalyradar.server.health.HeartbeatProof;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.health.Readiness;
import io.anomalyradar.server.health.StatusService;
import io.anomalyradar.server.history.HistoryWriter;
import io.anomalyradar.server.history.RetentionSchedule;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.ConnectionLimits;
import io.anomalyradar.server.http.HostGuard;
import io.anomalyradar.server.http.OriginGuard;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.RateLimit;
import io.anomalyradar.server.http.SecurityHeaders;
import io.anomalyradar.server.http.StopGate;
import io.anomalyradar.server.http.TlsFiles;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AcknowledgementLinks;
import io.anomalyradar.server.inbox.AcknowledgementService;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.AlertService;
import io.anomalyradar.server.inbox.Commands;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.inbox.IncidentService;
import io.anomalyradar.server.lake.LakeWriter;
import io.anomalyradar.server.live.FleetService;
import io.anomalyradar.server.live.LiveHub;
import io.anomalyradar.server.live.LiveService;
import io.anomalyradar.server.log.MemberId;
import io.anomalyradar.server.log.Ownership;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.machines.MachineBoard;
import io.anomalyradar.server.machines.MachineService;
import io.anomalyradar.server.page.DocsService;
import io.anomalyradar.server.page.PageService;
import io.anomalyradar.server.promql.PromqlService;
import io.anomalyradar.server.push.PushService;
import io.anomalyradar.server.push.Subscriptions;
import io.anomalyradar.server.query.AnomalyService;
import io.anomalyradar.server.query.DeviceService;
import io.anomalyradar.server.query.EventService;
import io.anomalyradar.server.query.FleetHistoryService;
import io.anomalyradar.server.query.RelatedSeriesService;
import io.anomalyradar.server.query.SeriesQualityService;
import io.anomalyradar.server.query.SeriesService;
import io.anomalyradar.server.query.SimilarAnomalyService;
import io.anomalyradar.server.query.SqlService;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.silences.Reviews;
import io.anomalyradar.server.silences.SilenceService;
import io.anomalyradar.server.sinks.Sinks;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running server: assembles its parts, and starts and stops them in order.
 *
 * <p>It can start before the broker and the pipeline: its parts wait for them, and {@code /ready} says what is missing.
 * The caller owns the store and the meters: it opens the store before and closes it after. Thread-safe.
 */
public final class RadarServer implements AutoCloseable {
    /** All bodies that are received or processed have the size of so many of the largest. */
    private static final int BODIES = 8;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Zero would abort the requests under way. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private final Clock clock = Clock.systemUTC();
    private final long startedMillis = clock.millis();
    private final Parts parts;
    private final ServerSetup setup;
    private final HistoryStore store;
    private final PrometheusMeterRegistry meters;
    private final TopicCatalog catalog;
    private final Traces traces;
    private final FramePublisher publisher;
    private final HistoryWriter history;
    private final Control control;
    private final AccessControl access;
    private final LiveHub live;
    private final AlertBoard board;
    private final IncidentBoard incidents;
    private final AcknowledgedProducer commands;
    private final Reviews reviews;
    private final CauseFinder causes;
    private final WorkPool causePool;
    private final AcknowledgementLinks links;
    private final CapsuleLog capsules;
    private final Subscriptions subscriptions;
    private final ChannelFactory channelFactory;
    private final MachineBoard machines;
    private final Notifiers notifiers;
    private final BudgetBoard budgets;
    private final NotificationLog notificationLog;
    private final Sinks sinks;
    private final @Nullable LakeWriter lake;
    private final Heartbeat heartbeat;
    private final Health health;
    private final AliveSignal alive;
    private final WorkPool ingestPool;
    private final BodyBudget bodies;
    private final TelemetryDoors doors;
    private final WorkPool queryPool;
    private final WorkPool promqlPool;
    private final WorkPool sqlPool;
    private final WorkPool exportPool;
    private final WorkPool graphqlPool;
    private final ExecutorService graphqlEmitters;
    private final WorkPool operationsPool;
    private final WorkPool commandPool;
    private final WorkPool testPool;
    private final WorkPool accessPool;
    private final StopGate gate = new StopGate();
    private final ProblemHandler problems = new ProblemHandler(gate);
    private final Server http;

    private RadarServer(
            ServerSetup setup,
            HistoryStore store,
            PrometheusMeterRegistry meters,
            List<Supplier<PartState>> others,
            Parts parts) {
        this.parts = parts;
        this.setup = setup;
        this.store = store;
        this.meters = meters;
        KafkaConfig kafka = setup.kafka();
        String member = MemberId.in(setup.dataDirectory());
        HeartbeatProof proof = new HeartbeatProof(System::nanoTime);
        catalog = parts.started(new TopicCatalog(kafka));
        traces = parts.started(Traces.start(setup.tracing(), kafka.topics().telemetry(), setup.version()));
        publisher = parts.started(new FramePublisher(kafka, setup.server().maxPendingFrames(), traces::received));
        control = parts.started(new Control(kafka, meters));
        access = parts.started(new AccessControl(
                setup.access(),
                setup.server().bindAddress(),
                kafka,
                catalog,
                setup.dataDirectory(),
                () -> control.current().devices(),
                clock,
                meters));
        history = parts.started(HistoryWriter.start(
                kafka, catalog, store, member, setup.history(), setup.maxClockSkew(), control, traces, meters));
        parts.started(RetentionSchedule.start(store, setup.history().retention(), clock, meters));
        live = parts.started(LiveHub.start(
                kafka, catalog, setup.server().maxSeries(), store, control, proof::scored, clock, meters));
        board = parts.started(AlertBoard.start(kafka, catalog, control, meters));
        incidents = parts.started(IncidentBoard.start(kafka, catalog, control, meters));
        commands = parts.started(new AcknowledgedProducer(kafka, "commands"));
        reviews = parts.started(Reviews.start(commands, kafka.topics().commands(), clock, meters));
        causes = new CauseFinder(store, () -> control.current().devices(), board::alert, clock);
        causePool = parts.started(new WorkPool("causes", 1, 8, meters));
        links = new AcknowledgementLinks(
                access.signingKeys(AcknowledgementLinks.PURPOSE),
                setup.notifying().pageUrl(),
                clock);
        subscriptions = parts.started(Subscriptions.start(kafka, catalog, commands, meters));
        channelFactory = new ChannelFactory(setup.notifying(), subscriptions::browsers, clock);
        NotifiedCauses notifiedCauses = new NotifiedCauses(causes, causePool);
        capsules = parts.started(CapsuleLog.start(kafka, catalog, meters));
        machines = parts.started(MachineBoard.start(kafka, catalog, meters));
        notifiers = parts.started(Notifiers.start(
                kafka,
                catalog,
                member,
                control,
                channelFactory,
                channel -> new TracedChannel(
                        new ExplainedChannel(channel, notification -> links.apply(notifiedCauses.apply(notification))),
                        traces),
                meters,
                clock));
        sinks = parts.started(Sinks.start(setup.sinks(), kafka, catalog, member, meters));
        LakeConfig kept = setup.history().lake();
        lake = kept == null
                ? null
                : parts.started(LakeWriter.start(
                        kept,
                        kafka,
                        catalog,
                        member,
                        setup.maxClockSkew(),
                        setup.history().memoryLimitMegabytes(),
                        clock,
                        meters));
        budgets = parts.started(BudgetBoard.start(kafka, catalog, clock, meters));
        notificationLog = parts.started(NotificationLog.start(kafka, catalog, meters));
        heartbeat = parts.started(Heartbeat.start(setup.heartbeatDevices(), publisher, store, proof, clock, meters));
        alive = parts.started(new AliveSignal(
                setup.notifying().aliveUrl(), setup.notifying().timeout(), AliveSignal.INTERVAL, meters));
        ingestPool = parts.started(new WorkPool("ingest", 4, 256, meters));
        bodies = new BodyBudget((long) BODIES * setup.server().maxBodyBytes());
        doors = new TelemetryDoors(
                publisher, access, ingestPool, bodies, setup.server(), setup.maxClockSkew(), clock, meters);
        health = new Health(kafka.bootstrapServers(), proof, heartbeat, history::failure, others, optionalParts());
        queryPool = parts.started(new WorkPool("query", 8, 128, meters));
        promqlPool = parts.started(new WorkPool("promql", 2, 64, meters));
        sqlPool = parts.started(new WorkPool("sql", 2, 16, meters));
        graphqlPool = parts.started(new WorkPool("graphql", 2, 64, meters));
        graphqlEmitters = Executors.newFixedThreadPool(2, new DefaultThreadFactory("radar-graphql-live", true));
        parts.started(graphqlEmitters::shutdownNow);
        exportPool = parts.started(new WorkPool("export", 1, 8, meters));
        operationsPool = parts.started(new WorkPool("operations", 2, 32, meters));
        accessPool = parts.started(new WorkPool("access", 2, 64, meters));
        commandPool = parts.started(new WorkPool("commands", 4, 64, meters));
        testPool = parts.started(new WorkPool("channel-tests", 2, 8, meters));
        http = httpServer();
        access.requireDeclared(http.config().serviceConfigs());
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
        Parts parts = new Parts();
        try {
            return new RadarServer(setup, store, meters, others, parts);
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private void deleteData(RegisteredDevice deleted) {
        store.deleteDevice(deleted.entry().device(), deleted.deletedBeforeMillis());
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
        all.add(notifiers::state);
        all.add(alive::state);
        for (int i = 0; i < sinks.size(); i++) {
            int sink = i;
            all.add(() -> sinks.state(sink));
        }
        if (lake != null) {
            all.addAll(lake.states());
        }
        all.addAll(doors.parts());
        access.state().ifPresent(unused -> all.add(() -> access.state().orElseThrow()));
        return all;
    }

    private Server httpServer() {
        ServerConfig config = setup.server();
        ServerBuilder builder = Server.builder();
        listen(builder, new InetSocketAddress(config.bindAddress(), config.port()));
        builder.maxRequestLength(config.maxBodyBytes())
                .requestTimeout(REQUEST_TIMEOUT)
                .gracefulShutdownTimeout(QUIET, GRACE)
                .errorHandler(problems)
                .unloggedExceptionsReportInterval(Duration.ZERO) // the error handler logs real faults
                .meterRegistry(meters)
                .disableServerHeader();
        ConnectionLimits connections = new ConnectionLimits(meters);
        connections.addTo(builder);
        addServices(builder, config);
        builder.decoratorUnder("/api/", new OriginGuard(config.corsOrigins()).ofChanges());
        builder.decorator(access.guard());
        if (config.maxRequestsPerSecond() > 0) {
            RateLimit limit = new RateLimit(config.maxRequestsPerSecond(), meters);
            builder.decoratorUnder("/api/", limit);
            builder.decoratorUnder("/prometheus/", limit);
        }
        if (!config.corsOrigins().isEmpty()) {
            builder.decoratorUnder(
                    "/api/",
                    CorsService.builder(config.corsOrigins())
                            .allowRequestMethods(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
                            .allowRequestHeaders(
                                    HttpHeaderNames.AUTHORIZATION,
                                    HttpHeaderNames.CONTENT_TYPE,
                                    HttpHeaderNames.IF_MATCH,
                                    "idempotency-key")
                            .newDecorator());
        }
        builder.decorator(MetricCollectingService.newDecorator(MeterIdPrefixFunction.ofDefault("radar.http")));
        builder.decorator(gate);
        builder.decorator(connections);
        builder.decorator(new HostGuard(config.bindAddress(), config.allowedHosts()));
        builder.decorator(new SecurityHeaders());
        return builder.build();
    }

    private void listen(ServerBuilder builder, InetSocketAddress address) {
        TlsConfig tls = setup.access().tls();
        if (tls == null) {
            builder.http(address);
            return;
        }
        // A TlsProvider would be asked for new certificates too, but with it the protocols cannot be chosen.
        builder.https(address)
                .tlsEngineType(TlsEngineType.JDK)
                .tls(new TlsFiles(tls).factory())
                .tlsCustomizer(context -> context.protocols("TLSv1.3"));
    }

    private void addServices(ServerBuilder builder, ServerConfig config) {
        doors.addTo(builder);
        new DeviceService(store, () -> control.current().devices(), access, queryPool).addTo(builder);
        new SeriesService(store, access, queryPool).addTo(builder);
        new RelatedSeriesService(store, () -> control.current().devices(), access, queryPool).addTo(builder);
        new SeriesQualityService(store, access, queryPool).addTo(builder);
        new AnomalyService(store, access, queryPool).addTo(builder);
        new SimilarAnomalyService(store, access, board::ofAnomalies, queryPool).addTo(builder);
        new EventService(store, access, queryPool).addTo(builder);
        new PromqlService(store, () -> control.current().devices(), promqlPool, bodies, clock, setup.version())
                .addTo(builder);
        GraphqlEngine.Sources sources =
                new GraphqlEngine.Sources(store, () -> control.current().devices(), board, incidents, live);
        GraphqlEngine engine = new GraphqlEngine(sources, graphqlPool, graphqlEmitters, problems::problemOf);
        new GraphqlService(engine, access, bodies, config.corsOrigins()).addTo(builder);
        new SqlService(store, access, sqlPool, exportPool, bodies).addTo(builder);
        String topic = setup.kafka().topics().commands();
        Commands given = new Commands(commands, topic);
        new AlertService(board, incidents, access, given, operationsPool, commandPool, bodies).addTo(builder);
        new IncidentService(incidents, board, access, given, operationsPool, commandPool, bodies).addTo(builder);
        new AcknowledgementService(
                        links,
                        board,
                        incidents,
                        () -> control.current().config().alerting().onCall().people(),
                        given,
                        operationsPool,
                        commandPool)
                .addTo(builder);
        new NotificationService(
                        notificationLog,
                        board,
                        incidents,
                        () -> control.current().config().alerting().onCall().people(),
                        access,
                        operationsPool)
                .addTo(builder);
        new CauseService(causes, incidents, board, access, queryPool).addTo(builder);
        CapsuleAssembly assembly = new CapsuleAssembly(capsules, store, control::current, setup.version(), clock);
        new MachineService(machines, control::state, access, queryPool).addTo(builder);
        new CapsuleService(assembly, board, access, queryPool).addTo(builder);
        new ChannelService(notifiers, budgets, testPool).addTo(builder);
        new PushService(subscriptions, notifiers::channel, channelFactory::pushKey, commandPool, bodies, clock)
                .addTo(builder);
        new SilenceService(control, access, board, store, reviews, operationsPool, bodies, clock).addTo(builder);
        new DeadLetterService(setup.kafka(), setup.maxClockSkew(), commands, commandPool, clock).addTo(builder);
        new OnCallService(control, operationsPool, clock).addTo(builder);
        new BacktestService(store, () -> control.current().devices(), access, queryPool, bodies, clock).addTo(builder);
        new ConfigService(control, operationsPool, bodies, clock, version -> reviews.requestWithoutRule(board, version))
                .addTo(builder);
        new RegistryService(control, access, this::deleteData, operationsPool, bodies).addTo(builder);
        new FleetHistoryService(store, () -> control.current().devices(), access, queryPool).addTo(builder);
        new FleetService(live, () -> control.current().devices(), access, queryPool, clock).addTo(builder);
        new LiveService(live, access, queryPool, config, clock).addTo(builder);
        access.addTo(builder, accessPool, bodies);
        new HealthService(health, meters, operationsPool, AccessControl::isKnown).addTo(builder);
        StatusService.Flow flow = new StatusService.Flow(
                live::samplesPerSecond, live::medianLatencyMillis, history::lagRecords, live::clients);
        new StatusService(health, store, flow, setup.version(), startedMillis, operationsPool).addTo(builder);
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
        return access.firstToken();
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
        gate.close();
        heartbeat.stop(); // so that these end while requests are finished
        live.stop();
        parts.close();
    }
}
