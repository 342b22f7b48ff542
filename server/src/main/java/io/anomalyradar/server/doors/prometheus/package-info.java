/** Prometheus' remote write, versions 1.0 and 2.0 (docs/doors/prometheus.md). */
@NullMarked
package io.anomalyradar.server.doors.prometheus;

import org.jspecify.annotations.NullMarked;
