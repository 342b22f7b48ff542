package io.anomalyradar.history;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A unit of commit: records of radar.scores, radar.anomalies, radar.aggregates and radar.events in the order in which they were read,
 * and the consumer positions of the store once it holds them.
 *
 * @param offsets for each partition read, the position of the store once it holds the batch
 */
public record HistoryBatch(
        List<ScoreFrame> scores,
        List<Arrived<Anomaly>> anomalies,
        List<Arrived<AggregateFrame>> aggregates,
        List<RecordedEvent> events,
        Map<LogPartition, LogOffset> offsets) {

    /** A batch with this number of bytes of anomalies and events, by a rough estimate, is full. */
    private static final long MAX_ANOMALY_BYTES = 2 << 20;

    public HistoryBatch {
        scores = List.copyOf(scores);
        anomalies = List.copyOf(anomalies);
        aggregates = List.copyOf(aggregates);
        events = List.copyOf(events);
        offsets = Map.copyOf(offsets);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** This batch without the records that {@code deleted} contains, up to the same offsets. */
    HistoryBatch without(DeletedData deleted) {
        if (deleted == DeletedData.NONE) {
            return this;
        }
        return new HistoryBatch(
                scores.stream()
                        .filter(frame -> !deleted.contains(frame.device(), frame.appendTimeMillis()))
                        .toList(),
                anomalies.stream()
                        .filter(anomaly -> !deleted.contains(
                                anomaly.value().device(), anomaly.value().appendTimeMillis()))
                        .toList(),
                aggregates.stream()
                        .filter(window -> !deleted.contains(window.value().device(), window.appendTimeMillis()))
                        .toList(),
                events.stream()
                        .filter(event -> !deleted.contains(event.key(), event.appendTimeMillis()))
                        .toList(),
                offsets);
    }

    /** The devices whose scores or windows it holds. */
    Set<String> devices() {
        Set<String> devices = new HashSet<>();
        scores.forEach(frame -> devices.add(frame.device()));
        aggregates.forEach(window -> devices.add(window.value().device()));
        return devices;
    }

    public boolean isEmpty() {
        return scores.isEmpty() && anomalies.isEmpty() && aggregates.isEmpty() && events.isEmpty() && offsets.isEmpty();
    }

    /** Collects a batch record by record. Not thread-safe. */
    public static final class Builder {
        /** An anomaly without its explanation and contributions, roughly. */
        private static final long ANOMALY_BYTES = 600;

        private static final long CONTRIBUTION_BYTES = 80;

        private final List<ScoreFrame> scores = new ArrayList<>();
        private final List<Arrived<Anomaly>> anomalies = new ArrayList<>();
        private final List<Arrived<AggregateFrame>> aggregates = new ArrayList<>();
        private final List<RecordedEvent> events = new ArrayList<>();
        private final Map<LogPartition, LogOffset> offsets = new HashMap<>();
        /** Samples and aggregated series so far. */
        private long rows;

        private long anomalyBytes;

        private Builder() {}

        public Builder add(ScoreFrame frame) {
            scores.add(frame);
            rows += frame.size();
            return this;
        }

        /**
         * Adds a revision of an anomaly.
         *
         * @param appendTimeMillis the Kafka record's timestamp
         */
        public Builder add(Anomaly anomaly, long appendTimeMillis) {
            anomalies.add(new Arrived<>(anomaly, appendTimeMillis));
            anomalyBytes += ANOMALY_BYTES
                    + anomaly.explanation().length()
                    + CONTRIBUTION_BYTES * anomaly.contributions().size();
            return this;
        }

        /**
         * Adds a window of one device.
         *
         * @param appendTimeMillis the Kafka record's timestamp
         */
        public Builder add(AggregateFrame aggregate, long appendTimeMillis) {
            aggregates.add(new Arrived<>(aggregate, appendTimeMillis));
            rows += aggregate.statistics().size();
            return this;
        }

        /** Adds an event. */
        public Builder add(RecordedEvent event) {
            events.add(event);
            anomalyBytes +=
                    ANOMALY_BYTES + CONTRIBUTION_BYTES * event.attributes().size();
            return this;
        }

        /**
         * Every record of {@code partition} before {@code offset} is in this batch or an earlier one. A record that
         * cannot be decoded is skipped by advancing past it.
         */
        public Builder advance(LogPartition partition, LogOffset offset) {
            offsets.merge(partition, offset, LogOffset::max);
            return this;
        }

        /**
         * Whether the batch should be committed before it grows: it has {@code maxRows} rows, or so many bytes of
         * anomalies that a store with little memory would refuse more.
         */
        public boolean isFull(int maxRows) {
            return rows >= maxRows || anomalyBytes >= MAX_ANOMALY_BYTES;
        }

        public boolean isEmpty() {
            return scores.isEmpty()
                    && anomalies.isEmpty()
                    && aggregates.isEmpty()
                    && events.isEmpty()
                    && offsets.isEmpty();
        }

        public HistoryBatch build() {
            return new HistoryBatch(scores, anomalies, aggregates, events, offsets);
        }
    }
}
