/**
 * The stack in one process: a real Kafka broker and a real Flink mini-cluster, with the settings that make them small,
 * bounded and quick to come back. The only room that knows the broker's classes.
 */
@NullMarked
package io.anomalyradar.app.embedded;

import org.jspecify.annotations.NullMarked;
