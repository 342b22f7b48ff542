package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.pipeline.config.FixedSettings;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The detect step in Flink's own operator harness, with the real heap state backend, timers and watermarks. */
final class DetectHarness implements AutoCloseable {
    static final String TOPIC_ID = "q1w2e3r4t5y6u7i8o9p0aa";
    static final int MAX_SERIES = 3;
    static final long TTL = Duration.ofHours(1).toMillis();
    static final long START = 1_700_000_000_000L;

    private final KeyedOneInputStreamOperatorTestHarness<String, ArrivedFrame, ScoreFrame> harness;
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private long offset;

    private DetectHarness(@Nullable OperatorSubtaskState from, long offset, int maxSeries, JointConfig joint)
            throws Exception {
        this(from, offset, joint, DetectorConfig.DEFAULT, bounded(maxSeries, 1_000, 10_000));
    }

    private DetectHarness(
            @Nullable OperatorSubtaskState from,
            long offset,
            JointConfig joint,
            DetectorConfig detector,
            PipelineConfig pipeline)
            throws Exception {
        this(from, offset, new FixedSettings(detector, joint), pipeline);
    }

    private DetectHarness(
            @Nullable OperatorSubtaskState from, long offset, SettingsSource settings, PipelineConfig pipeline)
            throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new DetectOperator(new DetectFunction(TopicNames.DEFAULT.telemetry(), TOPIC_ID, settings, pipeline)),
                ArrivedFrame::device,
                Types.STRING,
                environment());
        if (pipeline.stateBackend() == StateBackend.ROCKSDB) {
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(64 << 20));
        }
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        this.offset = offset;
    }

    /** Settings with these bounds. */
    static PipelineConfig bounded(int maxSeriesPerDevice, int maxDevices, int maxSeries) {
        return with(StateBackend.HASHMAP, maxSeriesPerDevice, maxDevices, maxSeries, Duration.ofHours(1));
    }

    static PipelineConfig with(
            StateBackend backend, int maxSeriesPerDevice, int maxDevices, int maxSeries, Duration idle) {
        return with(backend, maxSeriesPerDevice, maxDevices, maxSeries, PipelineConfig.DEFAULT.maxFrameIds(), idle);
    }

    /** Settings with this bound on the frame ids of all devices. */
    static PipelineConfig frameIds(StateBackend backend, int maxFrameIds) {
        return with(backend, MAX_SERIES, 1_000, 10_000, maxFrameIds, Duration.ofHours(1));
    }

    /** Settings under which counters are taken as they are. */
    static PipelineConfig withoutRates() {
        return with(StateBackend.HASHMAP, MAX_SERIES, 1_000, 10_000, 10_000, Duration.ofHours(1), false);
    }

    private static PipelineConfig with(
            StateBackend backend,
            int maxSeriesPerDevice,
            int maxDevices,
            int maxSeries,
            int maxFrameIds,
            Duration idle) {
        return with(backend, maxSeriesPerDevice, maxDevices, maxSeries, maxFrameIds, idle, true);
    }

    private static PipelineConfig with(
            StateBackend backend,
            int maxSeriesPerDevice,
            int maxDevices,
            int maxSeries,
            int maxFrameIds,
            Duration idle,
            boolean counterRates) {
        PipelineConfig defaults = PipelineConfig.DEFAULT;
        return new PipelineConfig(
                1,
                128,
                defaults.checkpointInterval(),
                defaults.bufferTimeout(),
                backend,
                maxDevices,
                maxSeries,
                maxSeriesPerDevice,
                maxFrameIds,
                defaults.maxClockSkew(),
                Duration.ofMillis(TTL),
                idle,
                defaults.windowIdle(),
                counterRates);
    }

    /** An operator with these settings, from a snapshot if there is one. */
    static DetectHarness of(PipelineConfig pipeline, @Nullable OperatorSubtaskState snapshot, long offset)
            throws Exception {
        return new DetectHarness(snapshot, offset, JointConfig.DEFAULT, DetectorConfig.DEFAULT, pipeline);
    }

    private MockEnvironment environment() {
        MetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
                .build();
        TaskMetricGroup group = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "detect");
        return new MockEnvironmentBuilder()
                .setMaxParallelism(1)
                .setMetricGroup(group)
                .build();
    }

    static DetectHarness fresh() throws Exception {
        return fresh(MAX_SERIES);
    }

    static DetectHarness fresh(int maxSeries) throws Exception {
        return new DetectHarness(null, 0, maxSeries, JointConfig.DEFAULT);
    }

    static DetectHarness fresh(JointConfig joint) throws Exception {
        return new DetectHarness(null, 0, MAX_SERIES, joint);
    }

    /** An operator under a configuration that may change. */
    static DetectHarness under(SettingsSource settings, @Nullable OperatorSubtaskState snapshot, long offset)
            throws Exception {
        return new DetectHarness(snapshot, offset, settings, bounded(MAX_SERIES, 1_000, 10_000));
    }

    static DetectHarness fresh(DetectorConfig detector) throws Exception {
        return new DetectHarness(null, 0, JointConfig.DEFAULT, detector, bounded(MAX_SERIES, 1_000, 10_000));
    }

    static DetectHarness restored(OperatorSubtaskState snapshot, long offset, int maxSeries) throws Exception {
        return new DetectHarness(snapshot, offset, maxSeries, JointConfig.DEFAULT);
    }

    /** A new operator that continues from {@code snapshot}, at the record after {@code offset} − 1. */
    static DetectHarness restored(OperatorSubtaskState snapshot, long offset) throws Exception {
        return restored(snapshot, offset, MAX_SERIES);
    }

    /** Sends a frame of metric "t" at {@code timestampMillis}, appended at the same time after {@link #START}. */
    void send(String device, long timestampMillis, double value) throws Exception {
        send(Frame.of(device, timestampMillis, new String[] {"t"}, new double[] {value}), START + timestampMillis);
    }

    void send(Frame frame, long appendTimeMillis) throws Exception {
        harness.processElement(new StreamRecord<>(new ArrivedFrame(frame, 1, 4, offset++, appendTimeMillis)));
    }

    /** As {@link #send(String, long, double)}, imported. */
    void sendHistory(String device, long timestampMillis, double value) throws Exception {
        Frame frame = Frame.of(device, timestampMillis, new String[] {"t"}, new double[] {value});
        harness.processElement(
                new StreamRecord<>(new ArrivedFrame(frame, 1, 4, offset++, START + timestampMillis, true)));
    }

    /** Sends {@code count} frames a second apart from {@code fromMillis} on, all of them usual. */
    void sendUsual(String device, long fromMillis, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            send(device, fromMillis + i * 1_000L, 50 + i % 5);
        }
    }

    void watermark(long millis) throws Exception {
        harness.processWatermark(millis);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    KeyedOneInputStreamOperatorTestHarness<String, ArrivedFrame, ScoreFrame> operator() {
        return harness;
    }

    long nextOffset() {
        return offset;
    }

    /** The value of a counter of the operator. */
    long counted(String name) {
        return ((Counter) Objects.requireNonNull(metrics.get(name), name)).getCount();
    }

    int devicesRemembered() {
        return (int) gauged("devices");
    }

    /** The value of a gauge of the operator. */
    long gauged(String name) {
        return (Long) ((Gauge<?>) Objects.requireNonNull(metrics.get(name), name)).getValue();
    }

    List<ScoreFrame> scores() {
        return harness.extractOutputValues();
    }

    List<Anomaly> anomalies() {
        return side(SideOutputs.ANOMALIES);
    }

    List<CapsuleStart> capsules() {
        return side(SideOutputs.CAPSULES);
    }

    List<DeadLetter> letters() {
        return side(SideOutputs.DEAD_LETTERS);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        var emitted = harness.getSideOutput(tag);
        return emitted == null
                ? List.of()
                : emitted.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the operator did not close", failed);
        }
    }
}
