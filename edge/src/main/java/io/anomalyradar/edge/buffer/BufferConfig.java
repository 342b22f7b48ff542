package io.anomalyradar.edge.buffer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of the buffer.
 *
 * @param directory is created if it is missing
 * @param maxBytes of all files; above it the oldest segment is dropped
 * @param maxFrames of a segment: fewer than the frame ids that the pipeline remembers of a device, so that a segment
 *     sent twice counts once
 * @param linger how long frames wait for more before they are sent
 * @param syncInterval how long written frames may be in the operating system's memory only; zero: they are on the disk
 *     before a source confirms them
 */
public record BufferConfig(Path directory, long maxBytes, int maxFrames, Duration linger, Duration syncInterval) {
    /** Largest size of a log before it becomes a segment. */
    static final long MAX_LOG_BYTES = 1 << 20;
}
