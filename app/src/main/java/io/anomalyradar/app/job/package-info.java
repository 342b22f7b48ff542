/** {@code radar job}: the job on an existing Flink cluster. */
@NullMarked
package io.anomalyradar.app.job;

import org.jspecify.annotations.NullMarked;
