/**
 * Files that grow: read line by line as they are written, through rotation and truncation. How far a file was read is
 * stored with the frames of its lines, so a line counts once whatever happens to the gateway.
 */
@NullMarked
package io.anomalyradar.edge.file;

import org.jspecify.annotations.NullMarked;
