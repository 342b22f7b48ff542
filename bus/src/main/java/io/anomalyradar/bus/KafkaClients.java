package io.anomalyradar.bus;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.HashMap;
import java.util.Map;

/** Properties of Kafka clients: every client of this program is configured through them. */
public final class KafkaClients {
    private KafkaClients() {}

    /** The properties that {@code kafka} gives, overridden by {@code settings}, on which correctness rests. */
    public static Map<String, Object> properties(KafkaConfig kafka, Map<String, ?> settings) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        // Reconnects quickly when a broker on the same machine restarts.
        properties.putIfAbsent("reconnect.backoff.ms", 50);
        properties.putIfAbsent("reconnect.backoff.max.ms", 1_000);
        properties.putAll(settings);
        return properties;
    }
}
