/**
 * The configuration that holds for a frame: which version, by the frame's append time, and which settings for each of its series.
 * The topics are read to their ends before the first frame and followed afterwards, so a replay of the log decides alike.
 */
@NullMarked
package io.anomalyradar.pipeline.config;

import org.jspecify.annotations.NullMarked;
