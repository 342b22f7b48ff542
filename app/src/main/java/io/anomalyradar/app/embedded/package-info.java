/**
 * The stack in one process: a real Kafka broker and a real Flink mini-cluster, with settings that keep them small,
 * bounded and quick to restart. The only package that uses the broker's classes.
 */
@NullMarked
package io.anomalyradar.app.embedded;

import org.jspecify.annotations.NullMarked;
