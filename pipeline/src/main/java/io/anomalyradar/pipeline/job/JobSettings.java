package io.anomalyradar.pipeline.job;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Flink settings of the job. The cluster decides where checkpoints are kept, unless an argument does. */
final class JobSettings {
    /**
     * How many consecutive checkpoints may fail, for example because Kafka is unavailable, before the job restarts from
     * the last one.
     */
    private static final int TOLERATED_FAILURES = 10;

    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

    private JobSettings() {}

    static void apply(StreamExecutionEnvironment environment, JobArguments arguments) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, arguments.kafka().topics().job());
        types(settings);
        checkpoints(settings, arguments);
        restarts(settings);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, arguments.pipeline().bufferTimeout());
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        environment.configure(settings);
        environment.setParallelism(arguments.pipeline().parallelism());
        environment.setMaxParallelism(arguments.pipeline().maxParallelism());
    }

    /** Values are immutable, so operators pass them on without copying; every type has a serializer of our own. */
    private static void types(Configuration settings) {
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
    }

    /**
     * State is exactly once: each record changes it once, whatever fails. Results are at least once, and their identity
     * makes repeats recognisable.
     */
    private static void checkpoints(Configuration settings, JobArguments arguments) {
        settings.set(
                StateBackendOptions.STATE_BACKEND,
                switch (arguments.pipeline().stateBackend()) {
                    case HASHMAP -> "hashmap";
                    case ROCKSDB -> "rocksdb";
                });
        // it would miss what the detect step changes in place (docs/adr/0029)
        settings.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, false);
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                arguments.pipeline().checkpointInterval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_FAILURES);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        String directory = arguments.checkpointsDir();
        if (directory != null) {
            settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        }
    }

    /** Restarts are unlimited: temporary failures (Kafka, a disk) end, and the job resumes from its checkpoint. */
    private static void restarts(Configuration settings) {
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(5));
    }
}
