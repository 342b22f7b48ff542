package io.anomalyradar.model.config;

import io.anomalyradar.model.topic.TopicNames;
import java.util.Map;

/**
 * How the bus is reached.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param topics names of the topics, consumer groups, clients and the job
 * @param partitions of the topics that are keyed by device, when they are created, 1 to 1000
 * @param replicationFactor of the topics, when they are created, 1 to 10
 * @param clientProperties passed to every Kafka client as they are (security, for instance); values are never shown
 */
public record KafkaConfig(
        String bootstrapServers,
        TopicNames topics,
        int partitions,
        int replicationFactor,
        Map<String, String> clientProperties) {
    public KafkaConfig {
        clientProperties = Map.copyOf(clientProperties);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap-servers must name host:port, was empty");
        }
        Checks.inRange("kafka.partitions", partitions, 1, 1_000);
        Checks.inRange("kafka.replication-factor", replicationFactor, 1, 10);
    }

    /** A cluster without security, with the defaults. */
    public static KafkaConfig at(String bootstrapServers) {
        return new KafkaConfig(bootstrapServers, TopicNames.DEFAULT, 4, 1, Map.of());
    }

    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", topics=" + topics.prefix() + "*, partitions=" + partitions + "]";
    }
}
