package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The facts about radar.telemetry and radar.events that the job needs before it starts. */
public final class TelemetryTopic {
    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private TelemetryTopic() {}

    /**
     * The Kafka id of radar.telemetry, base64url, 22 characters: part of the identity of every result. Also checks that
     * the topic stamps records with the append time.
     *
     * @throws IllegalStateException with what is wrong with the topic or the connection, and what to do
     */
    public static String id(KafkaConfig kafka) throws InterruptedException {
        return id(kafka, kafka.topics().telemetry());
    }

    /** As {@link #id}, of radar.events. */
    public static String eventsId(KafkaConfig kafka) throws InterruptedException {
        return id(kafka, kafka.topics().events());
    }

    private static String id(KafkaConfig kafka, String name) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (Admin admin = Admin.create(properties)) {
            requireAppendTime(admin, name);
            KafkaFuture<TopicDescription> topic = Objects.requireNonNull(
                    admin.describeTopics(List.of(name)).topicNameValues().get(name));
            return topic.get().topicId().toString();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(remedy(kafka, name, failed), failed);
        }
    }

    private static void requireAppendTime(Admin admin, String telemetry)
            throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, telemetry);
        Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
        ConfigEntry type = config == null ? null : config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (type != null && !LOG_APPEND_TIME.equals(type.value())) {
            throw new IllegalStateException("topic " + telemetry + " has message.timestamp.type=" + type.value()
                    + ", but the append time is the pipeline's only clock: set it to " + LOG_APPEND_TIME);
        }
    }

    private static String remedy(KafkaConfig kafka, String name, ExecutionException failed) {
        if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
            return "there is no topic " + name + " on " + kafka.bootstrapServers()
                    + ": create the topics with 'radar topics apply'";
        }
        return "topic " + name + " cannot be described on " + kafka.bootstrapServers()
                + ": check kafka.bootstrap-servers and the rights to describe topics (" + failed.getMessage() + ")";
    }
}
