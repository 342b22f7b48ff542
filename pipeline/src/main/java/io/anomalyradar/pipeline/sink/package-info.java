/** How results are written to Kafka: at least once, never given up, under a deterministic identity. */
@NullMarked
package io.anomalyradar.pipeline.sink;

import org.jspecify.annotations.NullMarked;
