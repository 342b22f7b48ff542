package io.anomalyradar.model.telemetry;

/**
 * Where a telemetry record stands in the log: its identity for ever.
 *
 * @param topicId the topic's Kafka UUID, base64url, 22 characters
 */
public record SourcePosition(String topicId, int partition, long offset) {
    @Override
    public String toString() {
        return topicId + "/" + partition + "/" + offset;
    }
}
