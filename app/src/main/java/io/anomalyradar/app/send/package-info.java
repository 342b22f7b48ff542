/**
 * The ways out for telemetry: to Kafka, or over HTTP to a server; {@code radar send}; and the pace at which it goes.
 */
@NullMarked
package io.anomalyradar.app.send;

import org.jspecify.annotations.NullMarked;
