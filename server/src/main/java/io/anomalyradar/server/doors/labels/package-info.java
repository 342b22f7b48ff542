/**
 * From labels to devices and metrics, the same for every door whose series are named by labels: Prometheus, OTLP.
 * docs/doors/labels.md is the table.
 */
@NullMarked
package io.anomalyradar.server.doors.labels;

import org.jspecify.annotations.NullMarked;
