package io.anomalyradar.edge.uplink;

import io.anomalyradar.edge.buffer.Segment;

/** A way to Anomaly Radar. Used by one thread. */
public interface Uplink extends AutoCloseable {
    /** Sends {@code segment} and waits for the answer; a segment may be sent again. */
    UplinkOutcome send(Segment segment);

    /** Where it leads, for people. */
    String target();

    @Override
    void close();
}
