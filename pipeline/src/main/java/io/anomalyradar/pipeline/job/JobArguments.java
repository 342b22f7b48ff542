package io.anomalyradar.pipeline.job;

import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.DetectorSettings;
import io.anomalyradar.model.settings.JointSettings;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.PipelineSettings;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one run of the job. On the command line they are one JSON document,
 * {@code --settings '{"detector.window": 600, …}'}, or single arguments {@code --key value}, which take precedence over
 * the document. Keys are those of radar.yaml; only {@code kafka.bootstrap-servers} is required. A Kafka client property
 * has the key {@code kafka.client.} and its name; secret ones belong in a file, key {@code kafka.client-properties}.
 *
 * @param checkpointsDir directory or URI, key {@code checkpoints.dir}; null: the cluster's own setting
 * @param telemetryTopicId Kafka id of radar.telemetry, key {@code kafka.telemetry-topic-id}; null: the job looks it up
 *     in Kafka
 * @param eventsTopicId Kafka id of radar.events, key {@code kafka.events-topic-id}; likewise
 */
public record JobArguments(
        KafkaConfig kafka,
        PipelineConfig pipeline,
        DetectorConfig detector,
        JointConfig joint,
        @Nullable String checkpointsDir,
        @Nullable String telemetryTopicId,
        @Nullable String eventsTopicId) {
    private static final String DOCUMENT = "settings";
    private static final String CLIENT = "kafka.client.";
    private static final String CLIENT_PROPERTIES = "kafka.client-properties";
    private static final String PIPELINE = "pipeline";
    private static final String DETECTOR = "detector";
    private static final String JOINT = "detector.multivariate";

    private static final ConfigKey<String> BOOTSTRAP_SERVERS =
            ConfigKey.of("kafka.bootstrap-servers", text("host:port, several separated by commas"), "", "The cluster.");
    private static final ConfigKey<String> TOPIC_PREFIX = ConfigKey.of(
            "kafka.topic-prefix",
            text("the beginning of every topic's name"),
            "radar.",
            "Names of topics and the job.");
    private static final ConfigKey<Integer> PARTITIONS =
            ConfigKey.of("kafka.partitions", integer(1, 1_000), "4", "Partitions of topics, when they are created.");
    private static final ConfigKey<Integer> REPLICATION_FACTOR =
            ConfigKey.of("kafka.replication-factor", integer(1, 10), "1", "Replicas of topics, when they are created.");
    private static final ConfigKey<String> TOPIC_ID =
            ConfigKey.of("kafka.telemetry-topic-id", text("a Kafka topic id"), "", "The id of radar.telemetry.");
    private static final ConfigKey<String> EVENTS_ID =
            ConfigKey.of("kafka.events-topic-id", text("a Kafka topic id"), "", "The id of radar.events.");
    private static final ConfigKey<String> CHECKPOINTS_DIR =
            ConfigKey.of("checkpoints.dir", text("a directory or URI"), "", "The directory of checkpoints.");

    private static final KeyCatalog KEYS = KeyCatalog.of(
            List.of(
                    BOOTSTRAP_SERVERS,
                    TOPIC_PREFIX,
                    PARTITIONS,
                    REPLICATION_FACTOR,
                    TOPIC_ID,
                    EVENTS_ID,
                    CHECKPOINTS_DIR),
            PipelineSettings.KEYS,
            DetectorSettings.KEYS,
            JointSettings.KEYS);
    private static final JsonFactory JSON = new JsonFactory();

    /** A run that looks the id of radar.events up. */
    public JobArguments(
            KafkaConfig kafka,
            PipelineConfig pipeline,
            DetectorConfig detector,
            JointConfig joint,
            @Nullable String checkpointsDir,
            @Nullable String telemetryTopicId) {
        this(kafka, pipeline, detector, joint, checkpointsDir, telemetryTopicId, null);
    }

    /** A run on {@code kafka} with the defaults. */
    public static JobArguments of(KafkaConfig kafka) {
        return new JobArguments(kafka, PipelineConfig.DEFAULT, DetectorConfig.DEFAULT, JointConfig.DEFAULT, null, null);
    }

    /**
     * The run that {@code arguments} describe.
     *
     * @throws IllegalArgumentException that names key, value and remedy
     */
    public static JobArguments parse(String... arguments) {
        Map<String, String> given = GivenArguments.parse(arguments);
        Map<String, String> client = new HashMap<>(ClientProperties.read(given.remove(CLIENT_PROPERTIES)));
        client.putAll(GivenArguments.take(given, CLIENT));
        String document = given.remove(DOCUMENT);
        GivenArguments.requireKnown(given, KEYS.byName().keySet());
        Map<String, Object> values = document == null ? new TreeMap<>() : read(document);
        given.forEach((name, text) -> values.put(name, value(name, text)));
        return new JobArguments(
                kafka(values, client),
                RecordSettings.read(PIPELINE, PipelineConfig.DEFAULT, values),
                RecordSettings.read(DETECTOR, DetectorConfig.DEFAULT, values),
                RecordSettings.read(JOINT, JointConfig.DEFAULT, values),
                (String) values.get(CHECKPOINTS_DIR.name()),
                (String) values.get(TOPIC_ID.name()),
                (String) values.get(EVENTS_ID.name()));
    }

    private static Object value(String name, String text) {
        ConfigKey<?> key = KEYS.find(name);
        if (key == null) {
            throw new IllegalStateException(name + " was checked before");
        }
        try {
            return key.parse(text);
        } catch (IllegalArgumentException notAccepted) {
            throw new IllegalArgumentException(
                    name + " must be " + key.type().accepts() + ", was '" + text + "'", notAccepted);
        }
    }

    private static Map<String, Object> read(String document) {
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            return SettingsJson.read(json, KEYS);
        } catch (IOException | SettingsException unreadable) {
            throw new IllegalArgumentException("--settings " + unreadable.getMessage(), unreadable);
        }
    }

    private static KafkaConfig kafka(Map<String, Object> values, Map<String, String> client) {
        Object servers = values.get(BOOTSTRAP_SERVERS.name());
        if (servers == null) {
            throw new IllegalArgumentException(
                    "--" + BOOTSTRAP_SERVERS.name() + " is missing: give host:port of a Kafka broker");
        }
        KafkaConfig defaults = KafkaConfig.at((String) servers);
        return new KafkaConfig(
                defaults.bootstrapServers(),
                new TopicNames((String) values.getOrDefault(
                        TOPIC_PREFIX.name(), defaults.topics().prefix())),
                (Integer) values.getOrDefault(PARTITIONS.name(), defaults.partitions()),
                (Integer) values.getOrDefault(REPLICATION_FACTOR.name(), defaults.replicationFactor()),
                client);
    }

    /** The detector's settings by key. */
    public Map<String, Object> detectorSettings() {
        Map<String, Object> values = new TreeMap<>();
        RecordSettings.write(DETECTOR, detector, values);
        RecordSettings.write(JOINT, joint, values);
        return values;
    }

    /** This run, with the id of the telemetry topic. */
    public JobArguments withTelemetryTopicId(String id) {
        return new JobArguments(kafka, pipeline, detector, joint, checkpointsDir, id, eventsTopicId);
    }

    /** This run, with the id of the topic of events. */
    public JobArguments withEventsTopicId(String id) {
        return new JobArguments(kafka, pipeline, detector, joint, checkpointsDir, telemetryTopicId, id);
    }

    /**
     * The arguments that {@link #parse} reads as this run. They contain the client properties, including secrets: never
     * log them.
     */
    public String[] toArray() {
        Map<String, String> arguments = new TreeMap<>();
        kafka.clientProperties().forEach((name, value) -> arguments.put(CLIENT + name, value));
        arguments.put(DOCUMENT, document());
        return GivenArguments.of(arguments);
    }

    /** All settings except the client properties, as JSON. */
    private String document() {
        Map<String, Object> values = new TreeMap<>();
        values.put(BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
        values.put(TOPIC_PREFIX.name(), kafka.topics().prefix());
        values.put(PARTITIONS.name(), kafka.partitions());
        values.put(REPLICATION_FACTOR.name(), kafka.replicationFactor());
        RecordSettings.write(PIPELINE, pipeline, values);
        values.putAll(detectorSettings());
        if (checkpointsDir != null) {
            values.put(CHECKPOINTS_DIR.name(), checkpointsDir);
        }
        if (telemetryTopicId != null) {
            values.put(TOPIC_ID.name(), telemetryTopicId);
        }
        if (eventsTopicId != null) {
            values.put(EVENTS_ID.name(), eventsTopicId);
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            SettingsJson.write(json, values, KEYS);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The arguments in a form that may be logged: only the names of client properties. */
    @Override
    public String toString() {
        Map<String, String> arguments = new TreeMap<>();
        kafka.clientProperties().keySet().forEach(name -> arguments.put(CLIENT + name, "***"));
        arguments.put(DOCUMENT, document());
        return String.join(" ", GivenArguments.of(arguments));
    }
}
