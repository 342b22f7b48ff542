package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.DeviceWindows;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.config.Deletions;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics of every series over windows of one minute and one hour. Keyed by device.
 *
 * <p>A window is aligned to the series' own time, and closes with the first sample of the series beyond it; so a wrong
 * clock closes the windows of its own series only. Late samples belong to no window. If a device sends nothing for
 * {@code pipeline.window-idle} of the wall clock, its open windows are emitted early; if more samples arrive, the same
 * windows are emitted again, with a larger count and a later source. So the wall clock decides when a window is
 * emitted, and how often, but never the final result, which is the same after every replay. Series whose same window
 * closes with the same frame form one record.
 *
 * <p>A device is evicted by the rule of the detect step; its remaining windows are emitted then. The heartbeat has no
 * windows. The open windows of a deleted device are dropped.
 */
public final class AggregateFunction extends KeyedProcessFunction<String, ScoreFrame, AggregateFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(AggregateFunction.class);

    private final int configVersion;
    private final SettingsSource configuration;
    private final long ttlMillis;
    private final long idleMillis;

    private transient ValueState<WindowMemory> memories;
    private transient WindowSample sample;
    private transient WindowGroups groups;
    private transient Counter windows;
    private transient Counter unreadable;
    private transient Deletions deletions;

    /** Windows over scores produced with the detector configuration {@code configVersion}. */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public AggregateFunction(int configVersion, SettingsSource configuration, PipelineConfig pipeline) {
        this.configVersion = configVersion;
        this.configuration = configuration;
        this.ttlMillis = pipeline.stateTtl().toMillis();
        this.idleMillis = pipeline.windowIdle().toMillis();
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
        deletions = configuration.openDeletions();
        memories = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", WindowMemorySerializer.TYPE));
        sample = new WindowSample();
        groups = new WindowGroups(configVersion);
        MetricGroup radar = RadarMetrics.below(getRuntimeContext().getMetricGroup());
        windows = radar.counter("windows");
        unreadable = radar.counter("unreadableStates");
    }

    @Override
    public void close() {
        if (deletions != null) { // else open failed
            deletions.close();
        }
    }

    @Override
    public void processElement(ScoreFrame frame, Context context, Collector<AggregateFrame> out) throws Exception {
        if (Topics.isHeartbeat(frame.device())) {
            return;
        }
        WindowMemory memory = recall(frame.device());
        if (memory == null) {
            memory = fresh();
        } else if (deletions.isDeletedBetween(frame.device(), memory.lastArrivalMillis(), frame.appendTimeMillis())) {
            memory = emptied(memory);
        } else if (memory.isOlderThan(ttlMillis, frame.appendTimeMillis())) {
            flush(memory, frame.device(), out);
            memory = emptied(memory);
        }
        memory.arrived(frame.appendTimeMillis(), context.timerService().currentProcessingTime());
        setAgeTimer(memory, context);
        setIdleTimer(memory, context);
        add(memory, frame);
        windows.inc(groups.emitTo(frame.device(), out));
        memories.update(memory);
    }

    private @Nullable WindowMemory recall(String device) throws IOException {
        WindowMemory memory = memories.value();
        if (memory != null && !memory.damage().isEmpty()) {
            unreadable.inc();
            LOG.error("the open windows of device {} are lost: they cannot be read ({})", device, memory.damage());
            memory.damage("");
        }
        return memory;
    }

    private void add(WindowMemory memory, ScoreFrame frame) {
        SeriesTable series = memory.series();
        groups.of(series);
        long time = frame.timestampMillis();
        int guess = 0;
        for (int i = 0; i < frame.size(); i++) {
            if (frame.status(i) == SampleStatus.LATE) {
                continue;
            }
            int position = series.positionOf(frame.metric(i), guess);
            guess = position + 1;
            if (time >= series.newestMillis(position)) {
                sample.at(time, frame.value(i))
                        .scored(frame.score(i), frame.status(i))
                        .expected(frame.expected(i), frame.lower(i), frame.upper(i));
                memory.windows().add(position, sample, groups);
                series.note(position, time, frame.source());
            }
        }
    }

    private static WindowMemory fresh() {
        return new WindowMemory(new SeriesTable(), new DeviceWindows());
    }

    /** Without windows; only the timers stay. */
    private WindowMemory emptied(WindowMemory memory) {
        WindowMemory emptied = fresh();
        emptied.ageTimerMillis(memory.ageTimerMillis());
        emptied.idleTimerMillis(memory.idleTimerMillis());
        return emptied;
    }

    private void flush(WindowMemory memory, String device, Collector<AggregateFrame> out) {
        groups.of(memory.series());
        memory.windows().flushIdle(groups);
        windows.inc(groups.emitTo(device, out));
    }

    /** One timer of each kind per device; it is moved when it fires, not with every frame. */
    private void setAgeTimer(WindowMemory memory, Context context) {
        if (memory.ageTimerMillis() == WindowMemory.NO_TIMER) {
            memory.ageTimerMillis(memory.lastArrivalMillis() + ttlMillis);
            context.timerService().registerEventTimeTimer(memory.ageTimerMillis());
        }
    }

    private void setIdleTimer(WindowMemory memory, Context context) {
        if (memory.idleTimerMillis() == WindowMemory.NO_TIMER) {
            memory.idleTimerMillis(memory.lastSeenMillis() + idleMillis);
            context.timerService().registerProcessingTimeTimer(memory.idleTimerMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AggregateFrame> out) throws Exception {
        WindowMemory memory = recall(context.getCurrentKey());
        if (memory == null) {
            return;
        }
        if (deletions.isDeletedBetween(context.getCurrentKey(), memory.lastArrivalMillis(), Long.MAX_VALUE)) {
            memories.clear(); // timers that are left find nothing
            return;
        }
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            idle(memory, timestamp, context, out);
        } else if (age(memory, timestamp, context, out)) {
            memories.clear();
            return;
        }
        memories.update(memory);
    }

    private void idle(WindowMemory memory, long timestamp, OnTimerContext context, Collector<AggregateFrame> out) {
        if (memory.idleTimerMillis() != timestamp) {
            return;
        }
        memory.idleTimerMillis(WindowMemory.NO_TIMER);
        if (memory.lastSeenMillis() + idleMillis <= timestamp) {
            flush(memory, context.getCurrentKey(), out);
        } else {
            setIdleTimer(memory, context);
        }
    }

    /** Whether the device is evicted now. */
    private boolean age(WindowMemory memory, long timestamp, OnTimerContext context, Collector<AggregateFrame> out) {
        if (memory.ageTimerMillis() != timestamp) {
            return false;
        }
        if (memory.lastArrivalMillis() + ttlMillis <= timestamp) {
            flush(memory, context.getCurrentKey(), out);
            return true;
        }
        memory.ageTimerMillis(WindowMemory.NO_TIMER);
        setAgeTimer(memory, context);
        return false;
    }
}
