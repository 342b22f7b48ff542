package io.anomalyradar.edge.buffer;

/**
 * What the buffer holds, for people and metrics.
 *
 * @param frames that wait to be sent
 * @param bytes of all files
 * @param segments complete, and the log if it has frames
 * @param droppedFrames since the start, because the bound was reached
 * @param damagedFrames of segments that cannot be read, since the start; their files are kept as .damaged
 * @param refusedFrames of segments that the receiver refused as a whole, since the start; kept as .refused
 * @param damagedBytes at the end of logs that were cut off, at the start
 * @param writtenFrames since the start
 * @param plainBytes of the frames that became segments, before compression
 * @param compressedBytes of the same frames, after it
 * @param problem why the disk takes nothing now; empty: it does
 */
public record BufferState(
        long frames,
        long bytes,
        int segments,
        long droppedFrames,
        long damagedFrames,
        long refusedFrames,
        long damagedBytes,
        long writtenFrames,
        long plainBytes,
        long compressedBytes,
        String problem) {}
