/**
 * The configuration for a frame: its version, by the frame's append time, and the settings for each of its series. The
 * topics are read to their ends before the first frame and followed afterwards, so a replay of the log makes the same
 * decisions.
 */
@NullMarked
package io.anomalyradar.pipeline.config;

import org.jspecify.annotations.NullMarked;
