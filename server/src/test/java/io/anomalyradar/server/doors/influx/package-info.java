/** Tests of the Influx door. */
@NullMarked
package io.anomalyradar.server.doors.influx;

import org.jspecify.annotations.NullMarked;
