package io.anomalyradar.history;

import java.util.Objects;

/**
 * One partition of a Kafka topic.
 *
 * @param topicId the topic's Kafka UUID, base64url: a topic that is deleted and created again has another one
 */
public record LogPartition(String topicId, int partition) {
    public LogPartition {
        Objects.requireNonNull(topicId, "topicId");
        if (partition < 0) {
            throw new IllegalArgumentException("partition must not be negative, was " + partition);
        }
    }

    @Override
    public String toString() {
        return topicId + "/" + partition;
    }
}
