/** Tests of the Prometheus door, with a real Prometheus as the sender. */
@NullMarked
package io.anomalyradar.server.doors.prometheus;

import org.jspecify.annotations.NullMarked;
