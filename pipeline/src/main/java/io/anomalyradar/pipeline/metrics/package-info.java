/** What the job counts and times of itself, in Flink's metric group 'radar'. */
@NullMarked
package io.anomalyradar.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
