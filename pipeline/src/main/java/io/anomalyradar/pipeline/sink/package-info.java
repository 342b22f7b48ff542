/** Writing results to Kafka: at least once, without dropping any, under a deterministic identity. */
@NullMarked
package io.anomalyradar.pipeline.sink;

import org.jspecify.annotations.NullMarked;
