/** Tests of the OTLP door, with OpenTelemetry's SDK as the sender. */
@NullMarked
package io.anomalyradar.server.doors.otlp;

import org.jspecify.annotations.NullMarked;
