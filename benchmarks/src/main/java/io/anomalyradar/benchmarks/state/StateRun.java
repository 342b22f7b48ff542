package io.anomalyradar.benchmarks.state;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that steps series in keyed state for a bounded time.
 *
 * @param backend hashmap or rocksdb
 * @param devices how many there are
 */
public record StateRun(String backend, StateLayout layout, int devices, int seriesPerDevice) {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(2);

    /** Frames a second in each of so many windows, after one that does not count. */
    public double[] framesPerSecond(Duration window, int windows) throws Exception {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                java.nio.file.Files.createTempDirectory("state-run").toUri().toString());
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        int count = devices;
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .keyBy(number -> "device-" + number % count, Types.STRING)
                .process(new StepFunction(Math.min(layout.block(), seriesPerDevice), devices, seriesPerDevice))
                .returns(Types.LONG)
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        try {
            TimeUnit.MILLISECONDS.sleep(2 * window.toMillis());
            double[] rates = new double[windows];
            for (int i = 0; i < windows; i++) {
                long frames = StepFunction.FRAMES.get();
                long from = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(window.toMillis());
                rates[i] = (StepFunction.FRAMES.get() - frames) * 1e9 / (System.nanoTime() - from);
            }
            return rates;
        } finally {
            job.cancel().get();
        }
    }
}
