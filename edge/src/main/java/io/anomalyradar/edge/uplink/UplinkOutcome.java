package io.anomalyradar.edge.uplink;

import java.time.Duration;

/** What became of a segment that was sent. */
public sealed interface UplinkOutcome {
    /**
     * It is in the log.
     *
     * @param rejected frames of it that were refused by themselves
     * @param reason why the first of them was; empty: none was
     */
    record Delivered(long accepted, long rejected, String reason) implements UplinkOutcome {}

    /**
     * It is not in the log, or whether it is is not known: to be sent again.
     *
     * @param reason what happened, and what a person can do about it
     * @param pause at least this long
     */
    record Failed(String reason, Duration pause) implements UplinkOutcome {}

    /** It will never be accepted. */
    record Refused(String reason) implements UplinkOutcome {}
}
