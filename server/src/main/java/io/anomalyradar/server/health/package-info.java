/**
 * Whether the path works from end to end: heartbeats pass through all of it, and each part reports its state and the
 * remedy for a fault.
 */
@NullMarked
package io.anomalyradar.server.health;

import org.jspecify.annotations.NullMarked;
