package io.anomalyradar.pipeline.sql;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink settings of SQL: one subtask, and state in RocksDB, because nobody knows how many groups a query has. What
 * grows is on the disk; the heap stays as it is.
 */
public final class SqlJobSettings {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
    private static final int RESTARTS = 3;

    private SqlJobSettings() {}

    /**
     * Sets them.
     *
     * @param isJob a job resumes from checkpoints; a question is asked again
     */
    public static void apply(StreamExecutionEnvironment environment, boolean isJob) {
        Configuration settings = new Configuration();
        if (isJob) {
            settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
            settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
            settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
            settings.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
            settings.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, RESTARTS);
            settings.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, Duration.ofMinutes(5));
            settings.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofSeconds(1));
        } else {
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        }
        environment.configure(settings);
        environment.setParallelism(1);
    }
}
