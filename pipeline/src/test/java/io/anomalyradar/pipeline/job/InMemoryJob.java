package io.anomalyradar.pipeline.job;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.alert.AlertCommandSerializer;
import io.anomalyradar.pipeline.config.FixedRules;
import io.anomalyradar.pipeline.config.FixedSettings;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import io.anomalyradar.pipeline.source.TelemetryRecordSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as it is, but that it reads the {@link Fleet} and keeps its results in memory. */
final class InMemoryJob {
    private static final String TOPIC_ID = "q1w2e3r4t5y6u7i8o9p0aa";
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(100);
    private static final int RECORDS_PER_CHECKPOINT = Fleet.RECORDS / 8;

    private final MemorySink<ScoreFrame> scores = new MemorySink<>();
    private final MemorySink<Anomaly> anomalies = new MemorySink<>();
    private final MemorySink<AggregateFrame> aggregates = new MemorySink<>();
    private final MemorySink<Alert> alerts = new MemorySink<>();
    private final MemorySink<Incident> incidents = new MemorySink<>();
    private final MemorySink<Notice> notices = new MemorySink<>();
    private final MemorySink<MachinePosition> states = new MemorySink<>();
    private final MemorySink<CapsuleStart> capsules = new MemorySink<>();
    private final MemorySink<DeadLetter> deadLetters = new MemorySink<>();
    private final int parallelism;
    private final boolean withLogins;

    InMemoryJob(int parallelism) {
        this(parallelism, false);
    }

    private InMemoryJob(int parallelism, boolean withLogins) {
        this.parallelism = parallelism;
        this.withLogins = withLogins;
    }

    /** A job that reads {@link Logins} too, with their pattern in force. */
    static InMemoryJob withLogins(int parallelism) {
        return new InMemoryJob(parallelism, true);
    }

    JobID run() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        define(environment);
        return environment.execute().getJobID();
    }

    void define(StreamExecutionEnvironment environment) {
        define(environment, source(Fleet::telemetry, RateLimiterStrategy.noOp()));
    }

    /**
     * Waits for a checkpoint after each eighth of the records, and fails once, when the one at {@code offset} is read.
     */
    void runFailingAt(long offset) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        define(
                environment,
                source(
                        new FailingOnce(offset, scores.id()),
                        RateLimiterStrategy.perCheckpoint(parallelism * RECORDS_PER_CHECKPOINT)));
        environment.execute();
    }

    private void define(StreamExecutionEnvironment environment, Source<TelemetryRecord, ?, ?> telemetry) {
        JobArguments arguments = arguments();
        JobSettings.apply(environment, arguments);
        Topology.of(arguments)
                .join(
                        environment,
                        new Endpoints(
                                telemetry,
                                new DataGeneratorSource<>(
                                        Logins::record,
                                        withLogins ? Logins.RECORDS : 1,
                                        RateLimiterStrategy.perCheckpoint(parallelism * Logins.RECORDS / 8),
                                        TelemetryRecordSerializer.TYPE),
                                settings(arguments),
                                scores,
                                anomalies,
                                aggregates,
                                new DataGeneratorSource<>(InMemoryJob::command, 1, AlertCommandSerializer.TYPE),
                                alerts,
                                incidents,
                                notices,
                                capsules,
                                states,
                                deadLetters));
    }

    private SettingsSource settings(JobArguments arguments) {
        return withLogins
                ? new FixedRules(arguments.detector(), arguments.joint(), Logins.PATTERNS)
                : new FixedSettings(arguments.detector(), arguments.joint());
    }

    /** A command that changes nothing. */
    private static AlertCommand command(long number) {
        return AlertCommand.onAlert("none", Fleet.FAULTY, AlertAction.ACKNOWLEDGE, "nobody", "", number);
    }

    private static Source<TelemetryRecord, ?, ?> source(
            GeneratorFunction<Long, TelemetryRecord> telemetry, RateLimiterStrategy<?> rate) {
        return new DataGeneratorSource<>(telemetry, new OnePartition(), rate, TelemetryRecordSerializer.TYPE);
    }

    /** All offsets in their order, read by one subtask, as a device's partition is. */
    private static final class OnePartition extends NumberSequenceSource {
        OnePartition() {
            super(0, Fleet.RECORDS - 1);
        }

        @Override
        protected List<NumberSequenceSplit> splitNumberRange(long from, long to, int splits) {
            return super.splitNumberRange(from, to, 1);
        }
    }

    private JobArguments arguments() {
        PipelineConfig defaults = PipelineConfig.DEFAULT;
        PipelineConfig pipeline = new PipelineConfig(
                parallelism,
                defaults.maxParallelism(),
                CHECKPOINT_INTERVAL,
                defaults.bufferTimeout(),
                defaults.stateBackend(),
                defaults.maxDevices(),
                defaults.maxSeries(),
                defaults.maxSeriesPerDevice(),
                defaults.maxFrameIds(),
                defaults.maxClockSkew(),
                defaults.stateTtl(),
                defaults.anomalyIdleTimeout(),
                defaults.windowIdle(),
                true);
        return new JobArguments(
                KafkaConfig.at("-"), pipeline, DetectorConfig.DEFAULT, JointConfig.DEFAULT, null, TOPIC_ID, TOPIC_ID);
    }

    List<ScoreFrame> scores() {
        return scores.kept();
    }

    List<Anomaly> anomalies() {
        return anomalies.kept();
    }

    List<AggregateFrame> aggregates() {
        return aggregates.kept();
    }

    List<Alert> alerts() {
        return alerts.kept();
    }

    List<Incident> incidents() {
        return incidents.kept();
    }

    List<Notice> notices() {
        return notices.kept();
    }

    List<MachinePosition> states() {
        return states.kept();
    }

    List<CapsuleStart> capsules() {
        return capsules.kept();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.kept();
    }

    private record FailingOnce(long offset, String run) implements GeneratorFunction<Long, TelemetryRecord> {
        private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

        @Override
        public TelemetryRecord map(Long index) {
            if (index == offset && FAILED.add(run)) {
                throw new IllegalStateException("fails once, on purpose");
            }
            return Fleet.telemetry(index);
        }
    }
}
