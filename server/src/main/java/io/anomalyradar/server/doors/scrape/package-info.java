/**
 * Targets in Prometheus' text formats that the server reads itself, so that exporters need no Prometheus. Of several
 * servers, each scrapes its share of the targets.
 */
@NullMarked
package io.anomalyradar.server.doors.scrape;

import org.jspecify.annotations.NullMarked;
