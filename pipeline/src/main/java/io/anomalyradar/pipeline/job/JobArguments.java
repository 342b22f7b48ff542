package io.anomalyradar.pipeline.job;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.pipeline.settings.GivenArguments;
import io.anomalyradar.pipeline.settings.RecordSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a run of the job is told, from {@code --key value} arguments and back. Keys are those of radar.yaml; only {@code
 * kafka.bootstrap-servers} must be given. A Kafka client property has the key {@code kafka.client.} and its name; those that are
 * secret are better kept in a file, key {@code kafka.client-properties}.
 *
 * @param checkpointsDir directory or URI, key {@code checkpoints.dir}; null: what the cluster is set to
 * @param telemetryTopicId Kafka id of radar.telemetry, key {@code kafka.telemetry-topic-id}; null: Kafka is asked at the start
 */
public record JobArguments(
        KafkaConfig kafka,
        PipelineConfig pipeline,
        DetectorConfig detector,
        JointConfig joint,
        @Nullable String checkpointsDir,
        @Nullable String telemetryTopicId) {
    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap-servers";
    private static final String TOPIC_PREFIX = "kafka.topic-prefix";
    private static final String PARTITIONS = "kafka.partitions";
    private static final String REPLICATION_FACTOR = "kafka.replication-factor";
    private static final String CLIENT = "kafka.client.";
    private static final String CLIENT_PROPERTIES = "kafka.client-properties";
    private static final String TOPIC_ID = "kafka.telemetry-topic-id";
    private static final String CHECKPOINTS_DIR = "checkpoints.dir";
    private static final String PIPELINE = "pipeline";
    private static final String DETECTOR = "detector";
    private static final String JOINT = "detector.multivariate";

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
        GivenArguments.requireKnown(given, known());
        return new JobArguments(
                kafka(given, client),
                RecordSettings.read(PIPELINE, PipelineConfig.DEFAULT, given),
                RecordSettings.read(DETECTOR, DetectorConfig.DEFAULT, given),
                RecordSettings.read(JOINT, JointConfig.DEFAULT, given),
                given.get(CHECKPOINTS_DIR),
                given.get(TOPIC_ID));
    }

    private static KafkaConfig kafka(Map<String, String> given, Map<String, String> client) {
        String servers = given.get(BOOTSTRAP_SERVERS);
        if (servers == null) {
            throw new IllegalArgumentException(
                    "--" + BOOTSTRAP_SERVERS + " is missing: give host:port of a Kafka broker");
        }
        KafkaConfig defaults = KafkaConfig.at(servers);
        return new KafkaConfig(
                servers,
                new TopicNames(
                        given.getOrDefault(TOPIC_PREFIX, defaults.topics().prefix())),
                RecordSettings.wholeNumber(PARTITIONS, given, defaults.partitions()),
                RecordSettings.wholeNumber(REPLICATION_FACTOR, given, defaults.replicationFactor()),
                client);
    }

    /** This run, with the id of the telemetry topic. */
    public JobArguments withTelemetryTopicId(String id) {
        return new JobArguments(kafka, pipeline, detector, joint, checkpointsDir, id);
    }

    /** The arguments that {@link #parse} reads as this run. They hold the client properties, secrets included: not to be shown. */
    public String[] toArray() {
        Map<String, String> settings = settings();
        kafka.clientProperties().forEach((name, value) -> settings.put(CLIENT + name, value));
        return GivenArguments.of(settings);
    }

    /** All settings but the values of client properties. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        settings.put(TOPIC_PREFIX, kafka.topics().prefix());
        settings.put(PARTITIONS, Integer.toString(kafka.partitions()));
        settings.put(REPLICATION_FACTOR, Integer.toString(kafka.replicationFactor()));
        RecordSettings.write(PIPELINE, pipeline, settings);
        RecordSettings.write(DETECTOR, detector, settings);
        RecordSettings.write(JOINT, joint, settings);
        if (checkpointsDir != null) {
            settings.put(CHECKPOINTS_DIR, checkpointsDir);
        }
        if (telemetryTopicId != null) {
            settings.put(TOPIC_ID, telemetryTopicId);
        }
        return settings;
    }

    private static Set<String> known() {
        Map<String, String> settings = of(KafkaConfig.at("-")).settings();
        for (Method method : Method.values()) {
            RecordSettings.write(DETECTOR, DetectorConfig.DEFAULT.withMethod(method.defaults()), settings);
        }
        Set<String> known = new LinkedHashSet<>(settings.keySet());
        known.add(CHECKPOINTS_DIR);
        known.add(TOPIC_ID);
        return known;
    }

    /** The arguments as they can be shown: of client properties the names alone. */
    @Override
    public String toString() {
        Map<String, String> settings = settings();
        kafka.clientProperties().keySet().stream().sorted().forEach(name -> settings.put(CLIENT + name, "***"));
        return String.join(" ", GivenArguments.of(settings));
    }
}
