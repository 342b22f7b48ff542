/**
 * The history in ClickHouse, for those who outgrow one file: telemetry with scores, windows, anomalies and the ledger
 * (ADR 32). ClickHouse has no transactions over tables; a batch is announced, written under its token, and finished by
 * one insert into the ledger, as {@link io.anomalyradar.history.RowStore} describes. Several servers may open one store.
 */
@NullMarked
package io.anomalyradar.history.clickhouse;

import org.jspecify.annotations.NullMarked;
