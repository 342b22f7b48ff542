/**
 * Prometheus' read API below {@code /prometheus/api/v1}, so that Grafana's Prometheus data source reads the history. A
 * series is several metrics ({@link io.anomalyradar.server.promql.SeriesMetrics}); wide ranges are answered from windows
 * ({@link io.anomalyradar.server.promql.WindowChoice}). What is supported is listed in docs/grafana.md.
 */
@NullMarked
package io.anomalyradar.server.promql;

import org.jspecify.annotations.NullMarked;
