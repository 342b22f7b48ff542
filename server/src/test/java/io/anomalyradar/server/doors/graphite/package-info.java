/** Tests of the graphite door. */
@NullMarked
package io.anomalyradar.server.doors.graphite;

import org.jspecify.annotations.NullMarked;
