package io.anomalyradar.server.sinks;

import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the pipeline's topics. Not thread-safe. */
final class SinkEntries {
    private final TopicNames topics;
    private final ScoreProtobuf scores = new ScoreProtobuf();

    SinkEntries(TopicNames topics) {
        this.topics = topics;
    }

    /** What {@code record} holds, without the system's own devices. */
    List<? extends SinkEntry> of(ConsumerRecord<byte[], byte[]> record) throws IOException {
        byte[] value = record.value();
        return value == null
                ? List.of()
                : entries(record.topic(), value).stream()
                        .filter(entry -> !Topics.isSystem(entry.device()))
                        .toList();
    }

    private List<? extends SinkEntry> entries(String topic, byte[] value) throws IOException {
        if (topic.equals(topics.scores())) {
            return scores.decodeBlock(value).stream().map(SinkEntry.Scores::new).toList();
        }
        if (topic.equals(topics.anomalies())) {
            return List.of(new SinkEntry.AnomalyRevision(AnomalyJson.decode(value), value));
        }
        if (topic.equals(topics.alerts())) {
            return List.of(new SinkEntry.AlertRevision(AlertJson.decode(value), value));
        }
        return List.of(new SinkEntry.IncidentRevision(IncidentJson.decode(value), value));
    }
}
