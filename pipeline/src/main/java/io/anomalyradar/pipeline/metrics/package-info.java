/** The counters and timers of the job, in Flink's metric group 'radar'. */
@NullMarked
package io.anomalyradar.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
