/**
 * The job's metrics beside the server's: a Flink reporter that registers them with Micrometer, as {@code radar.job.*}.
 *
 * <p>All of the group {@code radar} is passed on, and of Flink's own what tells an operator how the job is: records, lag, busy
 * time, checkpoints, restarts.
 */
@NullMarked
package io.anomalyradar.app.metrics;

import org.jspecify.annotations.NullMarked;
