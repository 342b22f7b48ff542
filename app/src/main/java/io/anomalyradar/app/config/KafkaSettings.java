package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.endpoints;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.topic.TopicNames;
import java.util.List;

/** The keys of the log: which cluster, or the port of our own broker. */
final class KafkaSettings {
    private static final String CLIENT_PREFIX = "kafka.client.";

    private static final ConfigKey<String> BOOTSTRAP_SERVERS = ConfigKey.of(
            "kafka.bootstrap-servers",
            endpoints(),
            "",
            "An existing Kafka cluster to use. Unset: 'radar up' starts a broker of its own. Properties of its clients"
                    + " (security, for instance) go under kafka.client and are never shown.");
    private static final ConfigKey<String> TOPIC_PREFIX = ConfigKey.of(
            "kafka.topic-prefix",
            text("letters, digits, dots, underscores and hyphens"),
            TopicNames.DEFAULT.prefix(),
            "Begins the names of the topics, the consumer groups, the clients and the job. Installations that share a"
                    + " cluster need different prefixes.");
    private static final ConfigKey<Integer> PARTITIONS = ConfigKey.of(
            "kafka.partitions",
            integer(1, 1_000),
            "4",
            "Partitions of the topics keyed by device, when they are created.");
    private static final ConfigKey<Integer> REPLICATION_FACTOR = ConfigKey.of(
            "kafka.replication-factor", integer(1, 10), "1", "Replicas of the topics, when they are created.");
    static final ConfigKey<Integer> EMBEDDED_PORT = ConfigKey.of(
            "embedded.kafka.port", integer(1, 65_535), "9092", "Port of our own broker, on the loopback address.");
    static final ConfigKey<Integer> CONTROLLER_PORT = ConfigKey.of(
            "embedded.kafka.controller-port",
            integer(0, 65_535),
            "0",
            "Port on which our own broker talks to itself, on the loopback address. 0: any free one.");

    static final List<ConfigKey<?>> KEYS =
            List.of(BOOTSTRAP_SERVERS, TOPIC_PREFIX, PARTITIONS, REPLICATION_FACTOR, EMBEDDED_PORT, CONTROLLER_PORT);

    private KafkaSettings() {}

    static boolean isClientProperty(String name) {
        return name.startsWith(CLIENT_PREFIX) && name.length() > CLIENT_PREFIX.length();
    }

    static ConfigKey<String> clientProperty(String name) {
        return ConfigKey.secret(name, text("a property of Kafka's clients"), "Passed to every Kafka client as it is.");
    }

    static boolean startsBroker(EffectiveConfig config) {
        return config.optional(BOOTSTRAP_SERVERS) == null;
    }

    static KafkaConfig read(EffectiveConfig config) {
        String cluster = config.optional(BOOTSTRAP_SERVERS);
        return new KafkaConfig(
                cluster == null ? "127.0.0.1:" + config.value(EMBEDDED_PORT) : cluster,
                new TopicNames(config.value(TOPIC_PREFIX)),
                config.value(PARTITIONS),
                config.value(REPLICATION_FACTOR),
                config.under(CLIENT_PREFIX));
    }
}
