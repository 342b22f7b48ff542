/**
 * Whether the path works from end to end: heart-beats are sent through all of it, and each part says how it is and what
 * to do when it is not well.
 */
@NullMarked
package io.anomalyradar.server.health;

import org.jspecify.annotations.NullMarked;
