/**
 * The probable cause of alerts and incidents: what the devices around them did, read from the history, and judged by
 * {@code alerting/cause}. It is computed when somebody asks or is notified, never stored: see ADR 52.
 */
@NullMarked
package io.anomalyradar.server.causes;

import org.jspecify.annotations.NullMarked;
