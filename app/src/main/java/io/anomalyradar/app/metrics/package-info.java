/**
 * The job's metrics, next to the server's: a Flink reporter that registers them with Micrometer, as
 * {@code radar.job.*}.
 *
 * <p>It exports the whole group {@code radar}, and those of Flink's own metrics that show an operator the state of the
 * job: records, lag, busy time, checkpoints, restarts.
 */
@NullMarked
package io.anomalyradar.app.metrics;

import org.jspecify.annotations.NullMarked;
