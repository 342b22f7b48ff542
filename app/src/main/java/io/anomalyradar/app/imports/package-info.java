/** {@code radar import}: telemetry of the past, from files or from a Prometheus, resumable and without alerts. */
@NullMarked
package io.anomalyradar.app.imports;

import org.jspecify.annotations.NullMarked;
