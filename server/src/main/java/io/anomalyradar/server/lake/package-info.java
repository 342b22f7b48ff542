/**
 * Carries telemetry and anomalies from the log to the lake (docs/adr/0059-a-lake-committed-by-position.md): a consumer
 * group for each table, whose positions are in the table itself.
 */
@NullMarked
package io.anomalyradar.server.lake;

import org.jspecify.annotations.NullMarked;
