package io.anomalyradar.pipeline.config;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.MetricGroup;

/** The configuration in radar.config and radar.devices. Subtasks in one process share one reader of the topics. */
public final class KafkaSettingsSource implements SettingsSource {
    private static final long serialVersionUID = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final TopicNames topics;
    private final HashMap<String, String> clientProperties;
    private final TreeMap<String, Object> defaults;

    /** @param defaults values of detector keys that apply if radar.config has no version */
    public KafkaSettingsSource(KafkaConfig kafka, Map<String, Object> defaults) {
        this.defaults = new TreeMap<>(defaults);
        bootstrapServers = kafka.bootstrapServers();
        topics = kafka.topics();
        clientProperties = new HashMap<>(kafka.clientProperties());
    }

    @Override
    public SettingsInForce open(MetricGroup operator) throws InterruptedException {
        SharedFeed shared = complete();
        MetricGroup radar = RadarMetrics.below(operator);
        radar.gauge("controlRejected", shared::rejected);
        return new SettingsInForce(shared.feed()::state, defaults, shared::close, radar);
    }

    @Override
    public Deletions openDeletions() throws InterruptedException {
        SharedFeed shared = complete();
        return new Deletions(shared.feed()::state, shared::close);
    }

    @Override
    public RulesInForce openRules(MetricGroup operator) throws InterruptedException {
        SharedFeed shared = complete();
        return new RulesInForce(shared.feed()::state, shared::close, RadarMetrics.below(operator));
    }

    private SharedFeed complete() throws InterruptedException {
        SharedFeed shared = SharedFeed.acquire(kafka());
        if (!shared.feed().awaitComplete(PATIENCE)) {
            shared.close();
            throw new IllegalStateException("radar.config and radar.devices cannot be read at " + bootstrapServers
                    + ": create the topics with 'radar topics apply', and check the rights to read them");
        }
        return shared;
    }

    private KafkaConfig kafka() {
        KafkaConfig defaults = KafkaConfig.at(bootstrapServers);
        return new KafkaConfig(
                bootstrapServers,
                topics,
                defaults.partitions(),
                defaults.replicationFactor(),
                Map.copyOf(clientProperties));
    }
}
