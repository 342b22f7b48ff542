/** The alerts as a person sees them, and the commands that a person gives. A projection of radar.alerts in memory. */
@NullMarked
package io.anomalyradar.server.inbox;

import org.jspecify.annotations.NullMarked;
