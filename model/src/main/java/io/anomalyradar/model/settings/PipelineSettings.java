package io.anomalyradar.model.settings;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import java.time.Duration;
import java.util.List;

/** The keys of the Flink job. */
public final class PipelineSettings {
    private static final ConfigKey<Duration> MAX_CLOCK_SKEW = ConfigKey.of(
            "ingest.max-clock-skew",
            duration(Duration.ZERO),
            "5m",
            "How far a sample's time may lie ahead of its arrival; a sample further ahead is refused as CLOCK_SKEW.");
    private static final ConfigKey<Integer> PARALLELISM =
            ConfigKey.of("pipeline.parallelism", integer(1, 32_768), "1", "Subtasks of each operator of the job.");
    private static final ConfigKey<Integer> MAX_PARALLELISM = ConfigKey.of(
            "pipeline.max-parallelism",
            integer(1, 32_768),
            "128",
            "Number of key groups: the upper bound of the parallelism. Fixed for the life of the state.");
    private static final ConfigKey<Duration> CHECKPOINT_INTERVAL = ConfigKey.of(
            "pipeline.checkpoint-interval",
            duration(Duration.ofMillis(100)),
            "10s",
            "Time between two checkpoints: at most this much is read again after a crash.");
    private static final ConfigKey<Duration> BUFFER_TIMEOUT = ConfigKey.of(
            "pipeline.buffer-timeout",
            duration(Duration.ZERO),
            "1ms",
            "How long a record may wait for its network buffer to fill: shorter lowers latency, longer saves processor time.");
    private static final ConfigKey<StateBackend> STATE_BACKEND = ConfigKey.of(
            "pipeline.state-backend",
            constant(StateBackend.class),
            "hashmap",
            "Where state is kept: on the heap, or in RocksDB on the local disk, for more series than fit the memory.");
    private static final ConfigKey<Integer> MAX_DEVICES = ConfigKey.of(
            "pipeline.max-devices",
            integer(1, Integer.MAX_VALUE),
            "50000",
            "Devices of the whole job; further ones are refused as TOO_MANY_DEVICES until others are forgotten."
                    + " 'radar up' refuses to start when the heap cannot hold the bounds: plan 2 KB for each device.");
    private static final ConfigKey<Integer> MAX_SERIES = ConfigKey.of(
            "pipeline.max-series",
            integer(1, Integer.MAX_VALUE),
            "50000",
            "Series of the whole job; further ones are refused as TOO_MANY_SERIES. Plan 5 KB of heap for each.");
    private static final ConfigKey<Integer> MAX_SERIES_PER_DEVICE = ConfigKey.of(
            "pipeline.max-series-per-device",
            integer(1, Integer.MAX_VALUE),
            "1000",
            "Metrics of one device; further ones are refused as TOO_MANY_SERIES.");
    private static final ConfigKey<Integer> MAX_FRAME_IDS = ConfigKey.of(
            "pipeline.max-frame-ids",
            integer(4_096, Integer.MAX_VALUE),
            "1000000",
            "Entries that recognise repeated frames (Idempotency-Key, radar-frame-id) in the whole job: one for an id, or"
                    + " for 64 numbered in a row. At the bound the oldest are evicted. Plan 36 bytes of heap for each.");
    private static final ConfigKey<Duration> STATE_TTL = ConfigKey.of(
            "pipeline.state-ttl",
            duration(Duration.ofMinutes(1)),
            "7d",
            "A device that sends nothing for this long is forgotten, and learnt anew when it returns.");
    private static final ConfigKey<Duration> ANOMALY_IDLE_TIMEOUT = ConfigKey.of(
            "pipeline.anomaly-idle-timeout",
            duration(Duration.ofSeconds(1)),
            "1h",
            "An open anomaly is closed when its series sends nothing for so long, and for 4 of its usual intervals.");
    private static final ConfigKey<Duration> WINDOW_IDLE = ConfigKey.of(
            "pipeline.window-idle",
            duration(Duration.ofSeconds(1)),
            "15s",
            "Open windows of a device that sends nothing for this long are emitted as they are.");
    private static final ConfigKey<Boolean> COUNTER_RATES = ConfigKey.of(
            "pipeline.counter-rates",
            flag(),
            "true",
            "Whether counters are scored, stored and shown as rates, named '… per second'; false: as the numbers that"
                    + " they are.");
    public static final List<ConfigKey<?>> KEYS = List.of(
            MAX_CLOCK_SKEW,
            PARALLELISM,
            MAX_PARALLELISM,
            CHECKPOINT_INTERVAL,
            BUFFER_TIMEOUT,
            STATE_BACKEND,
            MAX_DEVICES,
            MAX_SERIES,
            MAX_SERIES_PER_DEVICE,
            MAX_FRAME_IDS,
            STATE_TTL,
            ANOMALY_IDLE_TIMEOUT,
            WINDOW_IDLE,
            COUNTER_RATES);

    private PipelineSettings() {}
}
