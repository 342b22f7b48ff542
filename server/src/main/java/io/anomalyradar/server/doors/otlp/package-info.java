/** OpenTelemetry's metrics: OTLP by HTTP, as Protobuf or JSON, and by gRPC (docs/doors/otlp.md). */
@NullMarked
package io.anomalyradar.server.doors.otlp;

import org.jspecify.annotations.NullMarked;
