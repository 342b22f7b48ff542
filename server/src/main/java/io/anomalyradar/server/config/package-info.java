/**
 * {@code /api/v1/config…}: the versions of the detector's configuration. A change is checked, written to radar.config
 * as a new whole version, and read back; every job that reads the topic applies it from the same append time on.
 */
@NullMarked
package io.anomalyradar.server.config;

import org.jspecify.annotations.NullMarked;
