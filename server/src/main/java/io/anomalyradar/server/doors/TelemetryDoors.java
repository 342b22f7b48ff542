package io.anomalyradar.server.doors;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorLimits;
import io.anomalyradar.bus.FramePublisher;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.ListenersConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.doors.collectd.CollectdProtocol;
import io.anomalyradar.server.doors.graphite.GraphiteListener;
import io.anomalyradar.server.doors.influx.InfluxProtocol;
import io.anomalyradar.server.doors.influx.InfluxQuery;
import io.anomalyradar.server.doors.json.Format;
import io.anomalyradar.server.doors.json.JsonProtocol;
import io.anomalyradar.server.doors.kafka.TopicDoors;
import io.anomalyradar.server.doors.otlp.OtlpGrpc;
import io.anomalyradar.server.doors.otlp.OtlpHttp;
import io.anomalyradar.server.doors.prometheus.RemoteWrite;
import io.anomalyradar.server.doors.scrape.Scraper;
import io.anomalyradar.server.doors.statsd.StatsdListener;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.OriginGuard;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.anomalyradar.server.ingest.HttpProtocol;
import io.anomalyradar.server.ingest.TelemetryService;
import io.anomalyradar.server.log.Ownership;
import io.anomalyradar.server.security.AccessControl;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All HTTP doors for telemetry: one route each, with the same bounds, answers and metrics.
 */
public final class TelemetryDoors {
    private final FramePublisher publisher;
    private final AccessControl access;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final DoorLimits limits;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ServerConfig config;
    private final @Nullable TopicDoors topics;
    private final Map<String, DoorMetrics> metrics = new ConcurrentHashMap<>();

    /**
     * Doors to {@code publisher}.
     *
     * @param budget of the bodies that are received or processed
     * @param maxClockSkew how far a sample may lie ahead of {@code clock}
     */
    public TelemetryDoors(
            FramePublisher publisher,
            AccessControl access,
            WorkPool pool,
            BodyBudget budget,
            ServerConfig config,
            Duration maxClockSkew,
            Clock clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.access = access;
        this.pool = pool;
        this.clock = clock;
        this.meters = meters;
        this.config = config;
        this.budget = budget;
        Path mappings = config.doors().kafkaMappings();
        topics = mappings == null ? null : TopicDoors.of(mappings);
        limits = new DoorLimits(config.maxBodyBytes(), publisher.maxPending(), maxClockSkew.toMillis());
        Gauge.builder("radar.ingest.pending", publisher, FramePublisher::pending)
                .description("Frames that wait for the broker's acknowledgement")
                .register(meters);
        Gauge.builder("radar.ingest.body.bytes", budget, BodyBudget::reserved)
                .description("Bytes of request bodies that are received or processed")
                .register(meters);
    }

    /** Adds the routes; those of a closed door say which setting opens it. */
    public void addTo(ServerBuilder server) {
        server.service(
                "/api/v1/telemetry",
                door("json", new JsonProtocol(List.of(Format.JSON, Format.NDJSON, Format.PROTOBUF))));
        server.route()
                .post("/api/v1/events")
                .build(door("events", new JsonProtocol(List.of(Format.EVENTS, Format.EVENT_LINES))));
        DoorsConfig doors = config.doors();
        OriginGuard guard = new OriginGuard(config.corsOrigins());
        List<String> tags = doors.influxDeviceTags();
        HttpService v2 = opened(doors.influx(), "influx", "influx", new InfluxProtocol(InfluxProtocol.Api.V2, tags));
        HttpService v1 = opened(doors.influx(), "influx", "influx-v1", new InfluxProtocol(InfluxProtocol.Api.V1, tags));
        server.service("/api/v2/write", v2.decorate(guard));
        server.service("/write", v1.decorate(guard));
        HttpService v3 = opened(doors.influx(), "influx", "influx-v3", new InfluxProtocol(InfluxProtocol.Api.V3, tags));
        server.service("/api/v3/write_lp", v3.decorate(guard));
        HttpService query = doors.influx() ? new InfluxQuery() : new ClosedDoor("influx");
        server.route().post("/query").build(query.decorate(guard));
        HttpService ping = doors.influx() ? (context, request) -> InfluxProtocol.pong() : new ClosedDoor("influx");
        server.route().get("/ping").head("/ping").build(ping);
        RemoteWrite remoteWrite = new RemoteWrite(doors.prometheusLabels());
        server.service("/api/v1/write", opened(doors.prometheus(), "prometheus", "prometheus", remoteWrite));
        HttpService otlp = opened(doors.otlp(), "otlp", "otlp", new OtlpHttp(doors));
        server.service("/v1/metrics", otlp.decorate(guard));
        server.service(
                OtlpGrpc.PATH,
                doors.otlp()
                        ? door("otlp-grpc", new OtlpGrpc(doors))
                        : (context, request) -> OtlpGrpc.unimplemented(ClosedDoor.remedy("otlp")));
        HttpService collectd = opened(doors.collectd(), "collectd", "collectd", new CollectdProtocol());
        server.service("/collectd", collectd.decorate(guard));
    }

    private HttpService opened(boolean open, String setting, String name, HttpProtocol protocol) {
        return open ? door(name, protocol) : new ClosedDoor(setting);
    }

    private TelemetryService door(String name, HttpProtocol protocol) {
        return new TelemetryService(door(name), protocol, pool, budget, limits.maxBytes(), metrics(name), access);
    }

    private Door door(String name) {
        return new Door(name, publisher, limits, clock);
    }

    private DoorMetrics metrics(String door) {
        return metrics.computeIfAbsent(door, name -> new DoorMetrics(name, meters));
    }

    /**
     * Opens the listeners that are not HTTP.
     *
     * @param kafka our own cluster
     * @param joined joins the servers that divide the work which only one of them may do
     */
    public List<AutoCloseable> listen(KafkaConfig kafka, Supplier<Ownership> joined) {
        ListenersConfig listeners = config.doors().listeners();
        List<AutoCloseable> started = new ArrayList<>();
        if (listeners.graphitePort() > 0) {
            started.add(GraphiteListener.start(
                    new InetSocketAddress(listeners.address(), listeners.graphitePort()),
                    listeners.graphiteDeviceNode(),
                    door("graphite"),
                    metrics("graphite"),
                    pool));
        }
        if (topics != null) {
            started.addAll(topics.start(kafka, this::door, this::metrics, meters));
        }
        boolean statsd = listeners.statsd().port() > 0;
        if (statsd || config.doors().scrape().isOn()) {
            Ownership ownership = joined.get();
            started.add(ownership);
            started.addAll(shared(ownership, statsd));
        }
        return started;
    }

    /** The doors that divide their work among the servers. */
    private List<AutoCloseable> shared(Ownership ownership, boolean statsd) {
        ListenersConfig listeners = config.doors().listeners();
        List<AutoCloseable> started = new ArrayList<>();
        if (config.doors().scrape().isOn()) {
            started.add(Scraper.start(
                    config.doors().scrape(),
                    config.doors().prometheusLabels(),
                    ownership::owns,
                    door("scrape"),
                    metrics("scrape"),
                    pool,
                    clock));
        }
        if (statsd) {
            started.add(StatsdListener.start(
                    new InetSocketAddress(
                            listeners.address(), listeners.statsd().port()),
                    listeners.statsd(),
                    () -> ownership.owns("statsd"),
                    door("statsd"),
                    metrics("statsd"),
                    pool,
                    clock));
        }
        return started;
    }

    /** The open doors as parts of the server, each with what came in. */
    public List<Supplier<PartState>> parts() {
        return names().stream()
                .<Supplier<PartState>>map(name -> metrics(name)::state)
                .toList();
    }

    private List<String> names() {
        DoorsConfig doors = config.doors();
        List<String> names = new ArrayList<>(List.of("json", "events"));
        names.addAll(doors.influx() ? List.of("influx", "influx-v1") : List.of());
        names.addAll(doors.prometheus() ? List.of("prometheus") : List.of());
        names.addAll(doors.otlp() ? List.of("otlp", "otlp-grpc") : List.of());
        names.addAll(doors.collectd() ? List.of("collectd") : List.of());
        names.addAll(doors.listeners().graphitePort() > 0 ? List.of("graphite") : List.of());
        names.addAll(doors.listeners().statsd().port() > 0 ? List.of("statsd") : List.of());
        names.addAll(doors.scrape().isOn() ? List.of("scrape") : List.of());
        names.addAll(topics == null ? List.of() : topics.names());
        return names;
    }
}
