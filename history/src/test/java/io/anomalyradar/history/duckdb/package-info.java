/** The contract, kept by DuckDB; and what only a file can suffer: kills, locks, damage. */
@NullMarked
package io.anomalyradar.history.duckdb;

import org.jspecify.annotations.NullMarked;
