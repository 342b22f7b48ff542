package io.anomalyradar.edge.mqtt;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.list;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.edge.mqtt.MqttSource.MqttReadings;
import io.anomalyradar.edge.reading.MappingSettings;
import io.anomalyradar.edge.reading.NamePattern;
import io.anomalyradar.edge.reading.ReadingMapping;
import io.anomalyradar.edge.reading.ReadingMapping.Payload;
import io.anomalyradar.edge.reading.TopicTemplate;
import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.edge.uplink.Certificates;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The keys of a source of type mqtt. */
public record MqttSettings(String name, MqttConfig connection, MqttReadings readings) {
    private static final ConfigKey<String> TYPE = ConfigKey.of("type", text("mqtt"), "", "What the source is.");
    private static final ConfigKey<String> URL = ConfigKey.of(
            "url", text("mqtt://host, mqtts://host, with a port if it is not the usual one"), "", "The broker.");
    private static final ConfigKey<MqttConfig.Version> VERSION =
            ConfigKey.of("mqtt-version", constant(MqttConfig.Version.class), "v5", "The version of the protocol.");
    private static final ConfigKey<String> CLIENT_ID = ConfigKey.of(
            "client-id",
            text("a name, unique at the broker"),
            "",
            "The broker keeps messages under it while the gateway is away. Unset: radar-edge, the gateway's name and the"
                    + " source's.");
    private static final ConfigKey<String> USERNAME =
            ConfigKey.of("username", text("a name"), "", "The user at the broker.");
    private static final ConfigKey<String> PASSWORD_FILE =
            ConfigKey.of("password-file", path("a file"), "", "Holds the password.");
    private static final ConfigKey<String> CA_FILE =
            ConfigKey.of("ca-file", path("a file in PEM"), "", "The authorities to trust, with mqtts.");
    private static final ConfigKey<String> CERTIFICATE_FILE =
            ConfigKey.of("certificate-file", path("a file in PEM"), "", "This client's certificate.");
    private static final ConfigKey<String> CERTIFICATE_KEY_FILE =
            ConfigKey.of("certificate-key-file", path("a file in PEM, PKCS #8"), "", "The key of the certificate.");
    private static final ConfigKey<List<String>> TOPICS = ConfigKey.of(
            "topics",
            list("templates such as plant/{site}/{device}/{metric}"),
            "",
            "What to subscribe to, and what the levels mean.");
    private static final ConfigKey<Payload> PAYLOAD =
            ConfigKey.of("payload", constant(Payload.class), "auto", "What messages carry.");
    private static final ConfigKey<Integer> QOS = ConfigKey.of(
            "qos", integer(0, 1), "1", "1: the broker keeps messages until they are on the gateway's disk.");
    private static final ConfigKey<Integer> KEEP_ALIVE =
            ConfigKey.of("keep-alive-seconds", integer(5, 600), "30", "A broker that is silent for longer is gone.");
    private static final ConfigKey<Integer> MAX_PAYLOAD =
            ConfigKey.of("max-payload", integer(1, 1 << 20), "262144", "Bytes; larger messages are refused.");
    private static final ConfigKey<MqttSource.Retained> RETAINED = ConfigKey.of(
            "retained",
            constant(MqttSource.Retained.class),
            "ignore",
            "Whether the value that the broker kept of a topic is read as a new one after each connection.");
    private static final KeyCatalog CATALOG = KeyCatalog.of(
            List.of(
                    TYPE,
                    URL,
                    VERSION,
                    CLIENT_ID,
                    USERNAME,
                    PASSWORD_FILE,
                    CA_FILE,
                    CERTIFICATE_FILE,
                    CERTIFICATE_KEY_FILE,
                    TOPICS,
                    PAYLOAD,
                    QOS,
                    KEEP_ALIVE,
                    MAX_PAYLOAD,
                    RETAINED),
            MappingSettings.KEYS);

    /**
     * The settings in {@code section}.
     *
     * @throws io.anomalyradar.edge.settings.EdgeSettingsException when something in it is wrong
     */
    public static MqttSettings of(EdgeSection section, String gateway) {
        section.requireOnly(CATALOG, List.of());
        Payload payload = section.value(PAYLOAD);
        List<TopicTemplate> topics = topics(section, payload);
        List<String> filters =
                new ArrayList<>(topics.stream().map(TopicTemplate::filter).toList());
        if (payload == Payload.SPARKPLUG) {
            filters.add(SparkplugTopic.FILTER);
        }
        String clientId = section.optional(CLIENT_ID);
        MqttConfig connection = new MqttConfig(
                broker(section),
                section.value(VERSION),
                clientId == null ? "radar-edge-" + gateway + "-" + section.name() : clientId,
                section.optional(USERNAME),
                section.fileText(PASSWORD_FILE),
                List.copyOf(filters),
                section.value(QOS),
                section.value(KEEP_ALIVE),
                section.value(MAX_PAYLOAD),
                tls(section));
        ReadingMapping mapping = MappingSettings.of(section, new NamePattern("{device}"), new NamePattern("{metric}"));
        return new MqttSettings(
                section.name(), connection, new MqttReadings(topics, mapping, payload, section.value(RETAINED)));
    }

    private static URI broker(EdgeSection section) {
        try {
            URI broker = URI.create(section.value(URL));
            if (Set.of("mqtt", "mqtts").contains(String.valueOf(broker.getScheme()))
                    && broker.getHost() != null
                    && broker.getUserInfo() == null) {
                return broker;
            }
        } catch (IllegalArgumentException noAddress) {
            // said below
        }
        throw section.wrong(
                URL.name(), "must be " + URL.type().accepts() + "; user and password have keys of their own");
    }

    private static List<TopicTemplate> topics(EdgeSection section, Payload payload) {
        List<String> texts = section.optional(TOPICS);
        if (texts == null && payload == Payload.SPARKPLUG) {
            return List.of();
        }
        try {
            return section.value(TOPICS).stream().map(TopicTemplate::of).toList();
        } catch (IllegalArgumentException wrong) {
            throw section.wrong(TOPICS.name(), String.valueOf(wrong.getMessage()));
        }
    }

    private static SSLContext tls(EdgeSection section) {
        try {
            return Certificates.context(
                    file(section.optional(CA_FILE)),
                    file(section.optional(CERTIFICATE_FILE)),
                    file(section.optional(CERTIFICATE_KEY_FILE)));
        } catch (IOException wrong) {
            throw section.wrong(CA_FILE.name(), String.valueOf(wrong.getMessage()));
        }
    }

    private static @Nullable Path file(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }
}
