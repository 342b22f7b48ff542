package io.anomalyradar.pipeline.sql;

import java.io.Serializable;

/**
 * What tables need to know of the installation.
 *
 * @param eventsTopicId Kafka's id of radar.events, a part of an event's identity
 * @param maxClockSkewMillis a time further ahead of its append time is refused, as the pipeline does
 */
record TableContext(String eventsTopicId, long maxClockSkewMillis) implements Serializable {
    /**
     * Metrics and types of events that SQL jobs write begin so; no table shows them, so that no job can feed itself.
     */
    static final String DERIVED = "derived.";

    static boolean isDerived(String name) {
        return name.startsWith(DERIVED);
    }
}
