package io.anomalyradar.model.config;

import java.time.Duration;

/**
 * The settings of the Flink job, except those of the detector.
 *
 * @param parallelism subtasks of each operator, ≥ 1
 * @param maxParallelism key groups; fixed for the life of the state, ≥ parallelism
 * @param checkpointInterval time between two checkpoints, ≥ 100 ms
 * @param bufferTimeout how long a record may wait for its network buffer to fill, ≥ 0
 * @param stateBackend where the state is while the job runs
 * @param maxDevices further devices are refused as TOO_MANY_DEVICES, ≥ 1; each subtask has an equal share
 * @param maxSeries further series of all devices are refused as TOO_MANY_SERIES, ≥ 1; each subtask has an equal share
 * @param maxSeriesPerDevice further metrics of a device are refused as TOO_MANY_SERIES, ≥ 1
 * @param maxFrameIds entries for frame ids of all devices, each for one id, or for 64 that are numbered in a row; the
 *     oldest are evicted, ≥ 4096; each subtask has an equal share
 * @param maxClockSkew how far a sample may be ahead of its append time, ≥ 0
 * @param stateTtl a device that sends nothing for this time (by append time) is evicted and later learnt from scratch,
 *     ≥ 1 m
 * @param anomalyIdleTimeout an open anomaly is closed when its series sends nothing for this time (by append time), ≥ 1
 *     s
 * @param windowIdle open windows of a device that sends nothing for this time are emitted as they are, ≥ 1 s
 * @param counterRates whether counters become rates; otherwise they are scored as the numbers that they are
 */
public record PipelineConfig(
        int parallelism,
        int maxParallelism,
        Duration checkpointInterval,
        Duration bufferTimeout,
        StateBackend stateBackend,
        int maxDevices,
        int maxSeries,
        int maxSeriesPerDevice,
        int maxFrameIds,
        Duration maxClockSkew,
        Duration stateTtl,
        Duration anomalyIdleTimeout,
        Duration windowIdle,
        boolean counterRates) {
    /**
     * Where the state of the job is while it runs. Checkpoints are the same, but are read by the backend that wrote
     * them; savepoints by either.
     */
    public enum StateBackend {
        /** On the heap: fastest, bounded by its size. */
        HASHMAP,
        /** In RocksDB, on the local disk and in native memory: for more state than memory. */
        ROCKSDB
    }

    public static final PipelineConfig DEFAULT = new PipelineConfig(
            1,
            128,
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            StateBackend.HASHMAP,
            50_000,
            50_000,
            1_000,
            1_000_000,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Duration.ofHours(1),
            Duration.ofSeconds(15),
            true);

    public PipelineConfig {
        Checks.atLeast("pipeline.parallelism", parallelism, 1);
        Checks.atLeast("pipeline.max-parallelism", maxParallelism, parallelism);
        Checks.atLeast("pipeline.checkpoint-interval", checkpointInterval, Duration.ofMillis(100));
        Checks.atLeast("pipeline.buffer-timeout", bufferTimeout, Duration.ZERO);
        Checks.atLeast("pipeline.max-devices", maxDevices, 1);
        Checks.atLeast("pipeline.max-series", maxSeries, 1);
        Checks.atLeast("pipeline.max-series-per-device", maxSeriesPerDevice, 1);
        Checks.atLeast("pipeline.max-frame-ids", maxFrameIds, 4_096);
        Checks.atLeast("ingest.max-clock-skew", maxClockSkew, Duration.ZERO);
        Checks.atLeast("pipeline.state-ttl", stateTtl, Duration.ofMinutes(1));
        Checks.atLeast("pipeline.anomaly-idle-timeout", anomalyIdleTimeout, Duration.ofSeconds(1));
        Checks.atLeast("pipeline.window-idle", windowIdle, Duration.ofSeconds(1));
    }
}
