/** Our own format: frames as JSON or NDJSON (spec/telemetry.md). */
@NullMarked
package io.anomalyradar.server.doors.json;

import org.jspecify.annotations.NullMarked;
