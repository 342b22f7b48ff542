/**
 * Writes the output of the pipeline (radar.scores, radar.anomalies, radar.aggregates) into the history store, exactly
 * once: the store keeps the read positions together with the rows, and the writer starts from them.
 */
@NullMarked
package io.anomalyradar.server.history;

import org.jspecify.annotations.NullMarked;
