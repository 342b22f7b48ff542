package io.anomalyradar.server.broken;

import kafka.server.KafkaConfig;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class EmbedsABroker {
    public int node(KafkaConfig config) {
        return config.nodeId();
    }
}
