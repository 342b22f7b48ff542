package io.anomalyradar.bus.control;

import io.anomalyradar.model.control.ConfigVersion;

/** Receives the events of a {@link ControlFeed}. Called on the feed's thread: must not block. */
public interface ControlListener {

    /** A version was accepted; also for those that were in the topic at the start. */
    void accepted(ConfigVersion version);

    /** A record was skipped: it is not valid, or another change was first. */
    void rejected(String topic, long offset, String reason);

    /** The topics cannot be read; the feed retries. */
    void failed(Exception cause);
}
