package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreFrame.Columns;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.MemorySettings;
import io.anomalyradar.pipeline.config.SettingsSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The aggregate step in Flink's own operator harness, with a wall clock that is set by hand. */
final class WindowHarness implements AutoCloseable {
    static final String TOPIC_ID = "q1w2e3r4t5y6u7i8o9p0aa";
    static final long TTL = Duration.ofHours(1).toMillis();
    static final long IDLE = 15_000;
    static final int CONFIG_VERSION = 77;

    private final KeyedOneInputStreamOperatorTestHarness<String, ScoreFrame, AggregateFrame> harness;
    private long offset;

    private WindowHarness(
            SettingsSource settings, StateBackend backend, @Nullable OperatorSubtaskState from, long offset)
            throws Exception {
        PipelineConfig defaults = PipelineConfig.DEFAULT;
        PipelineConfig pipeline = new PipelineConfig(
                1,
                128,
                defaults.checkpointInterval(),
                defaults.bufferTimeout(),
                backend,
                defaults.maxDevices(),
                defaults.maxSeries(),
                defaults.maxSeriesPerDevice(),
                defaults.maxFrameIds(),
                defaults.maxClockSkew(),
                Duration.ofMillis(TTL),
                defaults.anomalyIdleTimeout(),
                Duration.ofMillis(IDLE),
                true);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AggregateFunction(CONFIG_VERSION, settings, pipeline)),
                ScoreFrame::device,
                Types.STRING);
        if (backend == StateBackend.ROCKSDB) {
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        }
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        this.offset = offset;
    }

    static WindowHarness fresh() throws Exception {
        return under(new MemorySettings());
    }

    static WindowHarness restored(OperatorSubtaskState snapshot, long offset) throws Exception {
        return of(StateBackend.HASHMAP, snapshot, offset);
    }

    static WindowHarness of(StateBackend backend, @Nullable OperatorSubtaskState from, long offset) throws Exception {
        return new WindowHarness(new MemorySettings(), backend, from, offset);
    }

    static WindowHarness under(SettingsSource settings) throws Exception {
        return new WindowHarness(settings, StateBackend.HASHMAP, null, 0);
    }

    /** Sends a sample of metric "t" that was appended at its own time. */
    void send(String device, long timestampMillis, double value) throws Exception {
        send(device, timestampMillis, timestampMillis, SampleStatus.NORMAL, new String[] {"t"}, value);
    }

    void send(
            String device,
            long timestampMillis,
            long appendTimeMillis,
            SampleStatus status,
            String[] metrics,
            double... values)
            throws Exception {
        Columns columns = Columns.ofSize(values.length);
        System.arraycopy(values, 0, columns.values(), 0, values.length);
        boolean judged = status != SampleStatus.WARM_UP;
        for (int i = 0; i < values.length; i++) {
            columns.expected()[i] = judged ? values[i] + 0.25 : Double.NaN;
            columns.lower()[i] = judged ? values[i] - 1 : Double.NaN;
            columns.upper()[i] = judged ? values[i] + 2 : Double.NaN;
            columns.scores()[i] = judged ? 2 * values[i] : 0;
        }
        SampleStatus[] statuses = new SampleStatus[values.length];
        Arrays.fill(statuses, status);
        SourcePosition source = new SourcePosition(TOPIC_ID, 1, 4, offset++);
        harness.processElement(new StreamRecord<>(new ScoreFrame(
                device, timestampMillis, source, appendTimeMillis, 1, metrics, columns, statuses, Attributes.NONE)));
    }

    void wallClock(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    void watermark(long millis) throws Exception {
        harness.processWatermark(millis);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    int devicesRemembered() {
        return harness.numKeyedStateEntries();
    }

    int wallClockTimers() {
        return harness.numProcessingTimeTimers();
    }

    List<AggregateFrame> aggregates() {
        return harness.extractOutputValues();
    }

    /** The windows of a minute alone. */
    List<AggregateFrame> tumbling() {
        return aggregates().stream()
                .filter(frame -> frame.sizeMillis() == 60_000)
                .toList();
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
