/** Tests of the telemetry door against a real broker. */
@NullMarked
package io.anomalyradar.server.ingest;

import org.jspecify.annotations.NullMarked;
