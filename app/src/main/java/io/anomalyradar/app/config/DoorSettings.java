package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.list;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.LabelMapping;
import io.anomalyradar.model.config.ListenersConfig;
import io.anomalyradar.model.config.ScrapeConfig;
import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the ways in for telemetry besides our own. Routes of the HTTP server are open by default, for they are
 * guarded as all others are; listeners of their own, which know no login, are closed (docs/adr/0043).
 */
final class DoorSettings {
    private static final ConfigKey<Boolean> INFLUX = ConfigKey.of(
            "doors.influx.enabled",
            flag(),
            "true",
            "Whether the write endpoints of InfluxDB are open (/write, /api/v2/write), for Telegraf and other senders of"
                    + " line protocol.");
    private static final ConfigKey<List<String>> INFLUX_DEVICE_TAGS = ConfigKey.of(
            "doors.influx.device-tags",
            list("names of tags separated by commas"),
            "device,host",
            "The first of these tags that a line has names the device; without any, the measurement does.");

    private static final ConfigKey<Boolean> PROMETHEUS = ConfigKey.of(
            "doors.prometheus.enabled",
            flag(),
            "true",
            "Whether Prometheus' remote write is open (/api/v1/write), versions 1.0 and 2.0.");
    private static final LabelKeys PROMETHEUS_LABELS = new LabelKeys("prometheus", "labels", LabelMapping.PROMETHEUS);

    private static final ConfigKey<List<String>> PROMETHEUS_COUNTERS = ConfigKey.of(
            "doors.prometheus.counters",
            list("names of metrics separated by commas; * stands for any text"),
            String.join(",", LabelMapping.PROMETHEUS.counters()),
            "Metrics that are counters, where the sender does not say so: they become rates per second.");
    private static final ConfigKey<Boolean> OTLP = ConfigKey.of(
            "doors.otlp.enabled",
            flag(),
            "true",
            "Whether OpenTelemetry's metrics are taken: OTLP by HTTP (/v1/metrics) and by gRPC, on server.port.");
    private static final LabelKeys OTLP_ATTRIBUTES = new LabelKeys("otlp", "attributes", LabelMapping.OTLP);
    private static final ConfigKey<List<String>> OTLP_RESOURCE_NAMES = ConfigKey.of(
            "doors.otlp.resource-names",
            list("names of attributes separated by commas"),
            "service.name",
            "Attributes of the resource that become part of the metric's name, unless they name the device.");

    private static final ConfigKey<Boolean> COLLECTD = ConfigKey.of(
            "doors.collectd.enabled",
            flag(),
            "true",
            "Whether the plugin write_http of collectd may send (/collectd, Format \"JSON\").");
    private static final ConfigKey<Integer> GRAPHITE_PORT = ConfigKey.of(
            "doors.graphite.port",
            integer(0, 65_535),
            "0",
            "TCP port for Graphite's plaintext protocol, usually 2003; 0: closed. It has no login.");
    private static final ConfigKey<Integer> GRAPHITE_DEVICE_NODE = ConfigKey.of(
            "doors.graphite.device-node",
            integer(0, 16),
            "1",
            "The node of a Graphite path that is the device, from 0: of servers.web-1.cpu.load it is 1.");
    private static final ConfigKey<Integer> STATSD_PORT = ConfigKey.of(
            "doors.statsd.port",
            integer(0, 65_535),
            "0",
            "Port for StatsD by UDP and TCP, usually 8125; 0: closed. It has no login. Of several servers, one listens.");
    private static final ConfigKey<Duration> STATSD_INTERVAL = ConfigKey.of(
            "doors.statsd.flush-interval",
            duration(Duration.ofMillis(100)),
            "10s",
            "The interval over which StatsD's values are summed up.");
    private static final ConfigKey<Integer> STATSD_SERIES = ConfigKey.of(
            "doors.statsd.max-series",
            integer(1, 1_000_000),
            "10000",
            "Counters, gauges, timers and sets of StatsD that are kept; further ones are refused.");
    private static final LabelKeys STATSD_TAGS = new LabelKeys("statsd", "tags", StatsdConfig.TAGS);
    private static final ConfigKey<List<String>> SCRAPE_TARGETS = ConfigKey.of(
            "doors.scrape.targets",
            list("addresses such as web-1:9100, or URLs, separated by commas"),
            "",
            "Exporters whose metrics the server reads itself, in Prometheus' formats; without a path, /metrics is read.");
    private static final ConfigKey<List<String>> SCRAPE_FILES = ConfigKey.of(
            "doors.scrape.files",
            list("paths separated by commas; * stands for any text in the last part"),
            "",
            "Files with further targets, in YAML or JSON as Prometheus' file discovery has them; changes are seen.");
    private static final ConfigKey<Duration> SCRAPE_INTERVAL = ConfigKey.of(
            "doors.scrape.interval", duration(Duration.ofMillis(100)), "15s", "Time between two scrapes of a target.");
    private static final ConfigKey<Duration> SCRAPE_TIMEOUT = ConfigKey.of(
            "doors.scrape.timeout",
            duration(Duration.ofMillis(1)),
            "10s",
            "How long a scrape may take; at most the interval counts.");
    private static final ConfigKey<Integer> SCRAPE_BODY = ConfigKey.of(
            "doors.scrape.max-body-bytes",
            integer(1_024, 1 << 30),
            "8388608",
            "Size of a target's answer; a larger one counts as failed.");
    private static final ConfigKey<String> KAFKA_MAPPINGS = ConfigKey.of(
            "doors.kafka.mappings",
            path("a path"),
            "",
            "A file that names topics which exist already, and says how their records are read (docs/doors/kafka.md).");
    private static final ConfigKey<String> LISTEN_ADDRESS = ConfigKey.of(
            "doors.listen-address",
            text("a host name or address"),
            "127.0.0.1",
            "Address of the listeners that no login protects (Graphite, StatsD). 0.0.0.0 opens them to the network.");

    static final List<ConfigKey<?>> KEYS = List.of(
            INFLUX,
            INFLUX_DEVICE_TAGS,
            PROMETHEUS,
            PROMETHEUS_LABELS.device,
            PROMETHEUS_LABELS.attributes,
            PROMETHEUS_LABELS.ignored,
            PROMETHEUS_COUNTERS,
            OTLP,
            OTLP_ATTRIBUTES.device,
            OTLP_ATTRIBUTES.attributes,
            OTLP_ATTRIBUTES.ignored,
            OTLP_RESOURCE_NAMES,
            COLLECTD,
            GRAPHITE_PORT,
            GRAPHITE_DEVICE_NODE,
            STATSD_PORT,
            STATSD_INTERVAL,
            STATSD_SERIES,
            STATSD_TAGS.device,
            STATSD_TAGS.attributes,
            STATSD_TAGS.ignored,
            SCRAPE_TARGETS,
            SCRAPE_FILES,
            SCRAPE_INTERVAL,
            SCRAPE_TIMEOUT,
            SCRAPE_BODY,
            KAFKA_MAPPINGS,
            LISTEN_ADDRESS);

    /** Whether a route of the HTTP server takes telemetry. */
    static final List<ConfigKey<Boolean>> ROUTES = List.of(INFLUX, PROMETHEUS, OTLP, COLLECTD);
    /** Ports of listeners besides the HTTP server, with those that their protocols usually have. */
    static final Map<ConfigKey<Integer>, Integer> USUAL_PORTS = Map.of(GRAPHITE_PORT, 2_003, STATSD_PORT, 8_125);

    private DoorSettings() {}

    static DoorsConfig read(EffectiveConfig config) {
        return new DoorsConfig(
                config.value(INFLUX),
                config.value(INFLUX_DEVICE_TAGS),
                config.value(PROMETHEUS),
                PROMETHEUS_LABELS.read(config, config.value(PROMETHEUS_COUNTERS)),
                config.value(OTLP),
                OTLP_ATTRIBUTES.read(config, List.of()),
                config.value(OTLP_RESOURCE_NAMES),
                config.value(COLLECTD),
                new ListenersConfig(
                        config.value(LISTEN_ADDRESS),
                        config.value(GRAPHITE_PORT),
                        config.value(GRAPHITE_DEVICE_NODE),
                        new StatsdConfig(
                                config.value(STATSD_PORT),
                                config.value(STATSD_INTERVAL),
                                config.value(STATSD_SERIES),
                                STATSD_TAGS.read(config, List.of()))),
                new ScrapeConfig(
                        config.value(SCRAPE_TARGETS),
                        config.value(SCRAPE_FILES).stream().map(Path::of).toList(),
                        config.value(SCRAPE_INTERVAL),
                        config.value(SCRAPE_TIMEOUT),
                        config.value(SCRAPE_BODY)),
                mappings(config));
    }

    private static @Nullable Path mappings(EffectiveConfig config) {
        String file = config.optional(KAFKA_MAPPINGS);
        return file == null ? null : Path.of(file);
    }

    /** The keys that say how a door reads labels. */
    private static final class LabelKeys {
        private final ConfigKey<List<String>> device;
        private final ConfigKey<List<String>> attributes;
        private final ConfigKey<List<String>> ignored;

        LabelKeys(String door, String labels, LabelMapping usual) {
            String names = "names of " + labels + " separated by commas";
            device = key(
                    door,
                    "device-" + labels,
                    names,
                    usual.device(),
                    "The first of these " + labels + " that a series has names the device.");
            attributes = key(
                    door,
                    "attribute-" + labels,
                    names,
                    usual.attributes(),
                    "Of site, type, group and tenant: the " + labels + " that are attributes of the device instead of"
                            + " a part of the metric's name.");
            ignored = key(
                    door,
                    "ignored-" + labels,
                    names,
                    usual.ignored(),
                    "Further " + labels + " that do not become part of the metric's name.");
        }

        private static ConfigKey<List<String>> key(
                String door, String name, String what, List<String> usual, String description) {
            return ConfigKey.of("doors." + door + "." + name, list(what), String.join(",", usual), description);
        }

        LabelMapping read(EffectiveConfig config, List<String> counters) {
            return new LabelMapping(config.value(device), config.value(attributes), config.value(ignored), counters);
        }
    }
}
