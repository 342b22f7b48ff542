package io.anomalyradar.edge.opcua;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.list;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.edge.reading.MappingSettings;
import io.anomalyradar.edge.reading.NameMapping;
import io.anomalyradar.edge.reading.NamePattern;
import io.anomalyradar.edge.reading.TopicTemplate;
import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/** The keys of a source of type opcua. */
public record OpcUaSettings(String name, OpcUaConfig connection, OpcUaNames names, ReadingClock time) {
    private static final int DEFAULT_PORT = 4840;
    private static final ConfigKey<String> TYPE = ConfigKey.of("type", text("opcua"), "", "What the source is.");
    private static final ConfigKey<String> URL = ConfigKey.of(
            "url",
            text("opc.tcp://host, with a port if it is not 4840, and a path if the server has one"),
            "",
            "The server.");
    private static final ConfigKey<OpcUaConfig.Security> SECURITY = ConfigKey.of(
            "security",
            constant(OpcUaConfig.Security.class),
            "sign-and-encrypt",
            "Whether messages are signed and encrypted. Both need a certificate of the server that the gateway trusts.");
    private static final ConfigKey<OpcUaConfig.Policy> POLICY = ConfigKey.of(
            "policy",
            constant(OpcUaConfig.Policy.class),
            "auto",
            "The algorithms; auto: the strongest that the server has.");
    private static final ConfigKey<String> USERNAME =
            ConfigKey.of("username", text("a name"), "", "The user at the server. Unset: anonymous.");
    private static final ConfigKey<String> PASSWORD_FILE =
            ConfigKey.of("password-file", path("a file"), "", "Holds the password.");
    private static final ConfigKey<Duration> INTERVAL = ConfigKey.of(
            "interval", duration(Duration.ofMillis(50)), "1s", "How often the server samples, and at most sends.");
    private static final ConfigKey<Duration> TIMEOUT =
            ConfigKey.of("timeout", duration(Duration.ofMillis(100)), "10s", "How long an answer may take.");
    private static final ConfigKey<OpcUaConfig.Report> REPORT = ConfigKey.of(
            "report",
            constant(OpcUaConfig.Report.class),
            "readings",
            "Whether the server sends each new reading, or only what has changed.");
    private static final ConfigKey<ReadingClock> TIME = ConfigKey.of(
            "time",
            constant(ReadingClock.class),
            "source",
            "Whose time a value has: the source's, the server's, or the gateway's when it arrived.");
    private static final ConfigKey<Integer> QUEUE = ConfigKey.of(
            "queue", integer(1, 10_000), "10", "Values of a variable that the server keeps between two notifications.");
    private static final ConfigKey<List<String>> PATHS = ConfigKey.of(
            "paths",
            list("templates such as Plant/{device}/{metric#}"),
            "",
            "Which variables are read, by their browse names below Objects, and what the levels mean.");
    private static final ConfigKey<Integer> MAX_NODES =
            ConfigKey.of("max-nodes", integer(1, 100_000), "5000", "Variables that are read at most.");
    private static final KeyCatalog CATALOG = KeyCatalog.of(
            List.of(
                    TYPE,
                    URL,
                    SECURITY,
                    POLICY,
                    USERNAME,
                    PASSWORD_FILE,
                    INTERVAL,
                    TIMEOUT,
                    REPORT,
                    TIME,
                    QUEUE,
                    PATHS,
                    MAX_NODES),
            MappingSettings.NAME_KEYS);
    private static final String NODES = "nodes";

    /**
     * The settings in {@code section}.
     *
     * @param gateway its name
     * @param directory where the gateway keeps its files
     * @throws io.anomalyradar.edge.settings.EdgeSettingsException when something in it is wrong
     */
    public static OpcUaSettings of(EdgeSection section, String gateway, Path directory) {
        section.requireOnly(CATALOG, List.of(NODES));
        String username = section.optional(USERNAME);
        String password = section.fileText(PASSWORD_FILE);
        if ((username == null) != (password == null)) {
            throw section.wrong(USERNAME.name(), "and " + PASSWORD_FILE.name() + " go together: set both or none");
        }
        OpcUaConfig connection = new OpcUaConfig(
                gateway,
                server(section),
                directory.resolve("opcua"),
                section.value(SECURITY),
                section.value(POLICY),
                username,
                password,
                section.value(INTERVAL),
                section.value(TIMEOUT),
                section.value(REPORT),
                section.value(QUEUE));
        return new OpcUaSettings(section.name(), connection, names(section), section.value(TIME));
    }

    private static URI server(EdgeSection section) {
        try {
            URI server = URI.create(section.value(URL));
            if ("opc.tcp".equals(server.getScheme()) && server.getHost() != null && server.getUserInfo() == null) {
                return server.getPort() >= 0
                        ? server
                        : URI.create("opc.tcp://" + server.getHost() + ":" + DEFAULT_PORT + server.getRawPath());
            }
        } catch (IllegalArgumentException noAddress) {
            // said below
        }
        throw section.wrong(
                URL.name(), "must be " + URL.type().accepts() + "; user and password have keys of their own");
    }

    private static OpcUaNames names(EdgeSection section) {
        List<String> texts = section.optional(PATHS);
        Map<String, String> nodes = section.under(NODES);
        if (texts == null && nodes.isEmpty()) {
            throw section.wrong(PATHS.name(), "or " + NODES + " must be set: which variables are read");
        }
        List<TopicTemplate> paths;
        try {
            paths = texts == null
                    ? List.of()
                    : texts.stream().map(TopicTemplate::of).toList();
        } catch (IllegalArgumentException wrong) {
            throw section.wrong(PATHS.name(), String.valueOf(wrong.getMessage()));
        }
        NameMapping mapping = MappingSettings.names(section, new NamePattern("{device}"), new NamePattern("{metric}"));
        String device = mapping.device().with(Map.of());
        if (!nodes.isEmpty() && (device == null || FrameLimits.deviceFault(device) != null)) {
            throw section.wrong("device", "must be the name of the device that has the " + NODES);
        }
        nodes.forEach((metric, id) -> {
            try {
                ExpandedNodeId.parse(id);
            } catch (UaRuntimeException wrong) {
                throw section.wrong(
                        NODES + "." + metric, "is no node: write it as ns=2;s=Press.Oil or nsu=urn:maker:line;i=17");
            }
        });
        return new OpcUaNames(paths, nodes, mapping, section.value(MAX_NODES));
    }
}
