/** Spans of a reading's way, from its arrival to the notification, to an OTLP receiver; off unless one is configured. */
@NullMarked
package io.anomalyradar.server.tracing;

import org.jspecify.annotations.NullMarked;
