package io.anomalyradar.bus;

/** What became of frames that were published together. */
public sealed interface Published {

    /**
     * All are in the log.
     *
     * @param partition of the last of them
     * @param offset of the last of them
     */
    record Acknowledged(int frames, int partition, long offset) implements Published {}

    /**
     * There is no room for them now: none was sent.
     *
     * @param pending frames that wait for their acknowledgement
     */
    record Overloaded(int frames, int pending) implements Published {}

    /** There are more frames than the bound on waiting frames: none was sent. */
    record TooMany(int frames, int most) implements Published {}

    /**
     * The broker did not acknowledge all of them in time.
     *
     * @param acknowledged frames that are in the log
     * @param unknown frames that may or may not be in the log. Sent again under the same frame ids, they count once
     * @param notSent frames that are not in the log
     */
    record Unacknowledged(int acknowledged, int unknown, int notSent, String reason) implements Published {}
}
