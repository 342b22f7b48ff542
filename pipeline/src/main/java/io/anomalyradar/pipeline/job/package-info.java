/** The job as a whole: its arguments, its settings, and how the operators are joined. */
@NullMarked
package io.anomalyradar.pipeline.job;

import org.jspecify.annotations.NullMarked;
