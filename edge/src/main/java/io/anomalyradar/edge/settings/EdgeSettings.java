package io.anomalyradar.edge.settings;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.endpoints;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.text;
import static io.anomalyradar.model.settings.ValueType.url;
import static io.anomalyradar.model.settings.ValueType.wholeNumber;

import io.anomalyradar.edge.buffer.BufferConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.topic.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of edge.yaml besides those of the sources, and the configuration that they give. */
public final class EdgeSettings {
    private static final ConfigKey<String> NAME = ConfigKey.of(
            "gateway.name",
            text("letters, digits, dots, hyphens"),
            "",
            "Names this gateway: at brokers, and as the device of its own readings.");
    private static final ConfigKey<Integer> STATUS_PORT = ConfigKey.of(
            "gateway.status-port",
            integer(0, 65_535),
            "9465",
            "Port on loopback for 'radar edge status', /metrics and /health. 0: any free one.");
    private static final ConfigKey<Duration> OWN_TELEMETRY = ConfigKey.of(
            "gateway.telemetry-interval",
            duration(Duration.ZERO),
            "30s",
            "How often the gateway sends readings of itself, as a device of its own. 0s: never.");
    private static final ConfigKey<URI> URL =
            ConfigKey.of("uplink.url", url(), "", "The server to send to by HTTP, such as https://radar.example.com.");
    private static final ConfigKey<String> KEY_FILE =
            ConfigKey.of("uplink.key-file", path("a file"), "", "Holds the API key for uplink.url.");
    private static final ConfigKey<String> CA_FILE =
            ConfigKey.of("uplink.ca-file", path("a file in PEM"), "", "The authorities to trust for uplink.url.");
    private static final ConfigKey<String> BOOTSTRAP = ConfigKey.of(
            "uplink.kafka.bootstrap-servers",
            endpoints(),
            "",
            "The Kafka cluster to send to, in place of uplink.url. Properties of its client go under uplink.kafka.client.");
    private static final ConfigKey<String> PREFIX = ConfigKey.of(
            "uplink.kafka.topic-prefix",
            text("letters, digits, dots, underscores and hyphens"),
            TopicNames.DEFAULT.prefix(),
            "Begins the names of the topics there.");
    private static final ConfigKey<String> DIRECTORY = ConfigKey.of(
            "buffer.directory", path("a directory"), "edge-data", "Where frames wait until they are sent.");
    private static final ConfigKey<Long> MAX_BYTES = ConfigKey.of(
            "buffer.max-bytes",
            wholeNumber(4 << 20),
            "1073741824",
            "Size of the files there; above it the oldest frames are dropped, which is counted.");
    private static final ConfigKey<Duration> LINGER = ConfigKey.of(
            "buffer.linger",
            duration(Duration.ofMillis(10)),
            "1s",
            "How long frames wait for others to be sent with: longer compresses better.");
    private static final ConfigKey<Duration> SYNC = ConfigKey.of(
            "buffer.sync-interval",
            duration(Duration.ZERO),
            "1s",
            "A power failure loses at most what was written in this time; a killed process loses nothing. 0s: sources"
                    + " confirm only what is on the disk.");
    private static final ConfigKey<Duration> TOLERANCE = ConfigKey.of(
            "clock.tolerance",
            duration(Duration.ZERO),
            "10s",
            "A device's clock that is off by more is corrected. 0s: none is.");
    private static final ConfigKey<Boolean> DETECTION = ConfigKey.of(
            "detection.enabled",
            flag(),
            "false",
            "Whether the detector runs in the gateway too, and raises local alarms while the link is down.");
    private static final ConfigKey<Integer> MAX_SERIES = ConfigKey.of(
            "detection.max-series", integer(1, 100_000), "2000", "Series that the detector in the gateway knows.");
    private static final ConfigKey<URI> WEBHOOK =
            ConfigKey.of("detection.webhook", url(), "", "Local alarms are posted there as JSON, besides the log.");
    private static final ConfigKey<Duration> KEEP_EVERY = ConfigKey.of(
            "thinning.keep-every",
            duration(Duration.ZERO),
            "0s",
            "Of a series that is normal, one sample is sent in this time; all are while it is not. Needs the detection."
                    + " 0s: every sample is sent.");

    private static final KeyCatalog CATALOG = KeyCatalog.of(List.of(
            NAME,
            STATUS_PORT,
            OWN_TELEMETRY,
            URL,
            KEY_FILE,
            CA_FILE,
            BOOTSTRAP,
            PREFIX,
            DIRECTORY,
            MAX_BYTES,
            LINGER,
            SYNC,
            TOLERANCE,
            DETECTION,
            MAX_SERIES,
            WEBHOOK,
            KEEP_EVERY));
    private static final String SOURCES = "sources.";
    private static final String KAFKA_CLIENT = "uplink.kafka.client";
    private static final int MAX_FRAMES = 1_000;

    private EdgeSettings() {}

    /**
     * The configuration.
     *
     * @param assignments {@code key=value} of the command line; they win over the environment, which wins over the file
     * @throws EdgeSettingsException when something in it is wrong
     */
    public static EdgeConfig read(Path file, Map<String, String> assignments, Map<String, String> environment) {
        Map<String, EdgeFile.Entry> entries = new TreeMap<>(EdgeFile.read(file));
        for (ConfigKey<?> key : CATALOG.keys()) {
            String variable = environment.get(key.environmentName());
            if (variable != null && !variable.isBlank()) {
                entries.put(key.name(), new EdgeFile.Entry(variable.strip(), "environment " + key.environmentName()));
            }
        }
        assignments.forEach((key, text) -> entries.put(key, new EdgeFile.Entry(text.strip(), "--set")));
        Map<String, EdgeFile.Entry> sources = new TreeMap<>();
        Map<String, EdgeFile.Entry> own = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(SOURCES)) {
                sources.put(key.substring(SOURCES.length()), entry);
            } else {
                own.put(key, entry);
            }
        });
        EdgeSection section = new EdgeSection("", own);
        section.requireOnly(CATALOG, List.of(KAFKA_CLIENT));
        Map<String, EdgeSection> named = new EdgeSection("sources", sources).sections();
        if (named.isEmpty()) {
            throw new EdgeSettingsException(
                    List.of(file + " has no sources: add one, such as sources.plant.type: mqtt (docs/doors/edge.md)"));
        }
        return config(section, named);
    }

    private static EdgeConfig config(EdgeSection section, Map<String, EdgeSection> sources) {
        Duration keepEvery = section.value(KEEP_EVERY);
        boolean detection = section.value(DETECTION);
        if (!keepEvery.isZero() && !detection) {
            throw section.wrong(KEEP_EVERY.name(), "needs detection.enabled: true, which knows what is normal");
        }
        return new EdgeConfig(
                name(section),
                section.value(STATUS_PORT),
                section.value(OWN_TELEMETRY),
                http(section),
                kafka(section),
                new BufferConfig(
                        Path.of(section.value(DIRECTORY)),
                        section.value(MAX_BYTES),
                        MAX_FRAMES,
                        section.value(LINGER),
                        section.value(SYNC)),
                section.value(TOLERANCE),
                detection
                        ? new EdgeConfig.Detection(section.value(MAX_SERIES), section.optional(WEBHOOK), keepEvery)
                        : null,
                sources);
    }

    private static String name(EdgeSection section) {
        String name = section.value(NAME);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,63}")) {
            throw section.wrong(NAME.name(), "must be 1 to 64 letters, digits, dots and hyphens");
        }
        return name;
    }

    private static EdgeConfig.@Nullable Http http(EdgeSection section) {
        URI url = section.optional(URL);
        if ((url == null) == (section.optional(BOOTSTRAP) == null)) {
            throw section.wrong(URL.name(), "or " + BOOTSTRAP.name() + " must be set, and only one of them");
        }
        String ca = section.optional(CA_FILE);
        return url == null
                ? null
                : new EdgeConfig.Http(url, section.fileText(KEY_FILE), ca == null ? null : Path.of(ca));
    }

    private static @Nullable KafkaConfig kafka(EdgeSection section) {
        String servers = section.optional(BOOTSTRAP);
        if (servers == null) {
            return null;
        }
        Map<String, String> client = new HashMap<>(section.under(KAFKA_CLIENT));
        client.putIfAbsent("buffer.memory", "8388608"); // a segment is a megabyte
        return new KafkaConfig(servers, new TopicNames(section.value(PREFIX)), 1, 1, client);
    }
}
