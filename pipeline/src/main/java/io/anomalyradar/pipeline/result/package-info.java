/** The four kinds of result that the job writes, and their encoding on Kafka and between operators. */
@NullMarked
package io.anomalyradar.pipeline.result;

import org.jspecify.annotations.NullMarked;
