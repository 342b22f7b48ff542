package io.anomalyradar.bus;

/**
 * Bounds of one batch. {@link #MAX_REFUSED_FRAMES} and {@link #MAX_LISTED} are the same for all doors.
 *
 * @param maxBytes after decompression, ≥ 1
 * @param maxFrames good and bad, ≥ 1
 * @param maxClockSkewMillis how far a sample may lie ahead of this machine's clock, ≥ 0
 */
public record DoorLimits(long maxBytes, int maxFrames, long maxClockSkewMillis) {
    /** A batch in which more frames than this are refused is not telemetry, and is refused as a whole. */
    public static final int MAX_REFUSED_FRAMES = 10_000;
    /** Rejections listed one by one; further ones are only counted. */
    public static final int MAX_LISTED = 1_000;

    public DoorLimits {
        if (maxBytes < 1 || maxFrames < 1 || maxClockSkewMillis < 0) {
            throw new IllegalArgumentException("limits must be positive, were " + maxBytes + " bytes, " + maxFrames
                    + " frames, " + maxClockSkewMillis + " ms");
        }
    }
}
