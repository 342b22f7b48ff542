/**
 * The lake: telemetry and anomalies for decades, as Apache Iceberg tables of Parquet files in a directory
 * (docs/adr/0059-a-lake-committed-by-position.md). Each commit holds rows and the position in the log up to which they
 * reach, so a record is in the lake exactly once. Any engine that reads Iceberg reads it; this package writes, compacts,
 * expires and verifies it.
 */
@NullMarked
package io.anomalyradar.history.lake;

import org.jspecify.annotations.NullMarked;
