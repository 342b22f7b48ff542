/**
 * The server: puts together its doors (ingest, query, live, page), its readers of the log (history, alerts) and its
 * health.
 */
@NullMarked
package io.anomalyradar.server;

import org.jspecify.annotations.NullMarked;
