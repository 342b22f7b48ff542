/** Questions to the history over HTTP: devices, their newest samples, series, anomalies, windows. Reads only. */
@NullMarked
package io.anomalyradar.server.query;

import org.jspecify.annotations.NullMarked;
