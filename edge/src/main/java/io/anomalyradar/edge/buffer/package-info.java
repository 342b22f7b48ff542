/**
 * Frames on disk until they are sent. A directory holds numbered files: one log that grows, and segments, which are
 * complete. A log becomes a segment when it is full or when the uplink asks for it; the segment is compressed, sent under
 * a name that never changes, and deleted. Survives kill -9 at any point: a record that was cut off is dropped when the
 * log is opened, and its source reads it again.
 */
@NullMarked
package io.anomalyradar.edge.buffer;

import org.jspecify.annotations.NullMarked;
