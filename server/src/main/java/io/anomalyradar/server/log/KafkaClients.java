package io.anomalyradar.server.log;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.HashMap;
import java.util.Map;

/** Properties of Kafka clients. */
public final class KafkaClients {
    private KafkaClients() {}

    /** What {@code kafka} says, with {@code settings} over it: these are what correctness rests on. */
    public static Map<String, Object> properties(KafkaConfig kafka, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        // Quick to come back when the broker on the same machine is started again.
        properties.putIfAbsent("reconnect.backoff.ms", 50);
        properties.putIfAbsent("reconnect.backoff.max.ms", 1_000);
        properties.putAll(settings);
        return properties;
    }
}
