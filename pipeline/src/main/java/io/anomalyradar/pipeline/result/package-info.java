/** The four kinds of result that the job writes, and their form as messages on Kafka and between operators. */
@NullMarked
package io.anomalyradar.pipeline.result;

import org.jspecify.annotations.NullMarked;
