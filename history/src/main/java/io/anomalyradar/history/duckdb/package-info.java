/**
 * The history store in one DuckDB file (docs/adr/0005-history-in-duckdb.md). One connection writes, under a lock; every
 * read has a separate connection and sees the last committed batch.
 */
@NullMarked
package io.anomalyradar.history.duckdb;

import org.jspecify.annotations.NullMarked;
