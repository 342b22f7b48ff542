/** InfluxDB's line protocol (docs/doors/influx.md). */
@NullMarked
package io.anomalyradar.server.doors.influx;

import org.jspecify.annotations.NullMarked;
