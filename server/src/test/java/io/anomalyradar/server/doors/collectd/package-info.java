/** Tests of the collectd door. */
@NullMarked
package io.anomalyradar.server.doors.collectd;

import org.jspecify.annotations.NullMarked;
