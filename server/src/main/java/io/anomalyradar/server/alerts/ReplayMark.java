package io.anomalyradar.server.alerts;

import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.log.TopicCatalog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The ends of radar.telemetry when the pipeline last started without a snapshot, kept as the offsets of a consumer
 * group (spec/topics.md). The pipeline reads the records before them a second time, with another state: no notification
 * is sent for the anomalies that it finds there. Read again after {@link #forget}, at most once. Not thread-safe.
 */
final class ReplayMark {
    private final TopicCatalog catalog;
    private final String group;
    private final List<String> topics;
    private @Nullable Map<TopicPartition, OffsetAndMetadata> ends;

    ReplayMark(TopicCatalog catalog, String group, List<String> topics) {
        this.catalog = catalog;
        this.group = group;
        this.topics = List.copyOf(topics);
    }

    /** The mark may have moved. */
    void forget() {
        ends = null;
    }

    /**
     * Whether the pipeline read the record at {@code source} a second time when it emitted the anomaly at
     * {@code emittedMillis}: the record was in the log when the pipeline started without a snapshot, and the anomaly
     * was emitted after that.
     */
    boolean covers(SourcePosition source, long emittedMillis) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> known = ends;
        if (known == null) {
            known = catalog.committed(group);
            ends = known;
        }
        for (String topic : topics) {
            OffsetAndMetadata end = known.get(new TopicPartition(topic, source.partition()));
            if (end != null && holds(end.metadata(), source.topicId(), emittedMillis)) {
                return isBefore(source, end);
            }
        }
        return false;
    }

    private static boolean isBefore(SourcePosition source, OffsetAndMetadata end) {
        int epoch = end.leaderEpoch().orElse(source.leaderEpoch());
        return source.leaderEpoch() != epoch ? source.leaderEpoch() < epoch : source.offset() < end.offset();
    }

    /** Offsets without metadata were set by an operator's tool and hold for all that is emitted. */
    private static boolean holds(String metadata, String topicId, long emittedMillis) {
        String[] words = metadata.split(" ", -1);
        return words.length != 2
                || !words[1].matches("\\d{1,18}")
                || (words[0].equals(topicId) && emittedMillis >= Long.parseLong(words[1]));
    }
}
