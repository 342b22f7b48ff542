package io.anomalyradar.app.topics;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as spec/topics.md describes it.
 *
 * @param settings Kafka's names and values
 */
record TopicPlan(String name, int partitions, Map<String, String> settings) {
    private static final long GIBIBYTE = 1L << 30;
    private static final int SAFE_REPLICAS = 3;
    private static final long UNBOUNDED = -1;
    private static final String UNBOUNDED_TEXT = "-1";
    private static final Duration DAY = Duration.ofDays(1);

    TopicPlan {
        settings = Map.copyOf(settings);
    }

    /** All topics, in the specification's order. */
    static List<TopicPlan> all(KafkaConfig kafka) {
        TopicNames names = kafka.topics();
        int partitions = kafka.partitions();
        List<TopicPlan> plans = List.of(
                plan(names.telemetry(), partitions, Duration.ofDays(7), 4 * GIBIBYTE),
                plan(names.events(), partitions, Duration.ofDays(7), GIBIBYTE),
                plan(names.scores(), partitions, Duration.ofDays(1), 4 * GIBIBYTE),
                plan(names.anomalies(), partitions, Duration.ofDays(30), UNBOUNDED),
                alerts(names.alerts(), partitions),
                alerts(names.incidents(), partitions),
                compacted(names.capsules(), partitions, Duration.ofDays(365)),
                compacted(names.states(), partitions, Duration.ofDays(30)),
                plan(names.notifications(), partitions, Duration.ofDays(30), UNBOUNDED),
                plan(names.commands(), partitions, Duration.ofDays(365), UNBOUNDED),
                plan(names.aggregates(), partitions, Duration.ofDays(7), GIBIBYTE),
                plan(names.deadLetters(), 1, Duration.ofDays(30), GIBIBYTE),
                compacted(names.deliveries(), partitions, Duration.ofDays(30)),
                kept(names.config(), Map.of("retention.ms", UNBOUNDED_TEXT)),
                compactedForever(names.devices()),
                compactedForever(names.silences()),
                compactedForever(names.keys()),
                compactedForever(names.subscriptions()),
                plan(names.sessions(), 1, Duration.ofDays(8), UNBOUNDED),
                plan(names.audit(), 1, Duration.ofDays(365), UNBOUNDED));
        return kafka.replicationFactor() < SAFE_REPLICAS
                ? plans
                : plans.stream().map(TopicPlan::acknowledgedByTwo).toList();
    }

    /** What was acknowledged survives the loss of a broker, and one broker may be down for a while. */
    private TopicPlan acknowledgedByTwo() {
        Map<String, String> further = new TreeMap<>(settings);
        further.put("min.insync.replicas", "2");
        return new TopicPlan(name, partitions, further);
    }

    /**
     * Keeps the newest revision of each alert or incident. Every revision stays for a day at least, so that a reader that was
     * down misses none.
     */
    private static TopicPlan alerts(String name, int partitions) {
        Map<String, String> settings =
                new TreeMap<>(compacted(name, partitions, Duration.ofDays(365)).settings());
        settings.put("min.compaction.lag.ms", Long.toString(DAY.toMillis()));
        return new TopicPlan(name, partitions, settings);
    }

    /** Keeps the newest record of each key, for {@code retention}. */
    private static TopicPlan compacted(String name, int partitions, Duration retention) {
        Map<String, String> settings =
                new TreeMap<>(plan(name, partitions, retention, UNBOUNDED).settings());
        settings.put("cleanup.policy", "compact,delete");
        settings.put("segment.bytes", Integer.toString(8 << 20)); // the newest segment is not compacted
        return new TopicPlan(name, partitions, settings);
    }

    /** A topic of one partition that keeps the newest record of each key for ever. */
    private static TopicPlan compactedForever(String name) {
        return kept(name, Map.of("cleanup.policy", "compact", "segment.ms", Long.toString(DAY.toMillis())));
    }

    /** A topic of one partition whose records are never too old. */
    private static TopicPlan kept(String name, Map<String, String> further) {
        Map<String, String> settings = new TreeMap<>(further);
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("compression.type", "lz4");
        settings.put("max.message.bytes", Integer.toString(2 << 20));
        settings.put("segment.bytes", Integer.toString(16 << 20));
        return new TopicPlan(name, 1, settings);
    }

    private static TopicPlan plan(String name, int partitions, Duration retention, long retentionBytes) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("compression.type", "lz4");
        settings.put("max.message.bytes", Integer.toString(2 << 20));
        settings.put("retention.ms", Long.toString(retention.toMillis()));
        settings.put("retention.bytes", Long.toString(retentionBytes));
        settings.put("segment.bytes", Integer.toString(64 << 20)); // retention deletes whole segments
        return new TopicPlan(name, partitions, settings);
    }
}
