package io.anomalyradar.edge.uplink;

/**
 * How the link is, for people and metrics.
 *
 * @param up whether the newest attempt succeeded
 * @param sinceMillis when that began
 * @param sentFrames delivered since the start
 * @param sentBytes of their segments, compressed
 * @param rejectedFrames refused by themselves since the start
 * @param attempts that failed, since the last that succeeded
 * @param problem what the newest attempt met; empty: nothing
 */
public record LinkState(
        boolean up,
        long sinceMillis,
        long sentFrames,
        long sentBytes,
        long rejectedFrames,
        int attempts,
        String problem) {
    LinkState delivered(long nowMillis, UplinkOutcome.Delivered outcome, long bytes) {
        return new LinkState(
                true,
                up ? sinceMillis : nowMillis,
                sentFrames + outcome.accepted(),
                sentBytes + bytes,
                rejectedFrames + outcome.rejected(),
                0,
                outcome.reason());
    }

    LinkState failed(long nowMillis, String reason) {
        return new LinkState(
                false, up ? nowMillis : sinceMillis, sentFrames, sentBytes, rejectedFrames, attempts + 1, reason);
    }
}
