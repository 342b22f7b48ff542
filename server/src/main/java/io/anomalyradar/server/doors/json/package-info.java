/** Our own format: frames (spec/telemetry.md) and events (spec/events.md) as JSON or NDJSON. */
@NullMarked
package io.anomalyradar.server.doors.json;

import org.jspecify.annotations.NullMarked;
