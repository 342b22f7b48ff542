/** The job as a whole: its arguments, its settings, and the graph of operators. */
@NullMarked
package io.anomalyradar.pipeline.job;

import org.jspecify.annotations.NullMarked;
