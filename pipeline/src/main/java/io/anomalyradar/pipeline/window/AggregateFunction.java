package io.anomalyradar.pipeline.window;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.config.Deletions;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
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
public final class AggregateFunction extends KeyedProcessFunction<String, ScoreFrame, AggregateFrame>
        implements CheckpointedFunction {
    private static final Logger LOG = LoggerFactory.getLogger(AggregateFunction.class);

    private final int configVersion;
    private final SettingsSource configuration;
    private final long ttlMillis;
    private final long idleMillis;
    private final StateBackend backend;

    private transient KeyedWindows device;
    private transient WindowGroups groups;
    private transient Counter windows;
    private transient Deletions deletions;

    /** Windows over scores produced with the detector configuration {@code configVersion}. */
    @SuppressWarnings("NullAway.Init") // transient parts are created by initializeState, where the operator runs
    public AggregateFunction(int configVersion, SettingsSource configuration, PipelineConfig pipeline) {
        this.configVersion = configVersion;
        this.configuration = configuration;
        this.ttlMillis = pipeline.stateTtl().toMillis();
        this.idleMillis = pipeline.windowIdle().toMillis();
        this.backend = pipeline.stateBackend();
    }

    /** Creates the parts, from a checkpoint if there is one. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws InterruptedException {
        deletions = configuration.openDeletions();
        groups = new WindowGroups(configVersion);
        MetricGroup radar = RadarMetrics.below(getRuntimeContext().getMetricGroup());
        windows = radar.counter("windows");
        Counter unreadable = radar.counter("unreadableStates");
        device = new KeyedWindows(context.getKeyedStateStore(), backend, (name, metric, reason) -> {
            unreadable.inc();
            LOG.error(
                    "device {}, metric {}: its open windows are lost, since they cannot be read ({})",
                    name,
                    metric,
                    reason);
        });
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        device.snapshot();
    }

    @Override
    public void close() {
        if (deletions != null) { // otherwise initializeState has failed
            deletions.close();
        }
    }

    @Override
    public void processElement(ScoreFrame frame, Context context, Collector<AggregateFrame> out) throws Exception {
        if (Topics.isHeartbeat(frame.device())) {
            return;
        }
        boolean known = device.open(frame.device());
        WindowHeader header = device.header();
        if (known && deletions.isDeletedBetween(frame.device(), header.lastArrivalMillis(), frame.appendTimeMillis())) {
            device.clearSeries();
        } else if (known && frame.appendTimeMillis() - header.lastArrivalMillis() > ttlMillis) {
            flush(frame.device(), out);
            device.clearSeries();
        }
        header.arrived(frame.appendTimeMillis(), context.timerService().currentProcessingTime());
        setAgeTimer(header, context);
        setIdleTimer(header, context);
        device.add(frame, groups);
        windows.inc(groups.emitTo(frame.device(), out));
        device.write();
    }

    private void flush(String name, Collector<AggregateFrame> out) throws Exception {
        device.flush(groups);
        windows.inc(groups.emitTo(name, out));
    }

    /** One timer of each kind per device; it is moved when it fires, not with every frame. */
    private void setAgeTimer(WindowHeader header, Context context) {
        if (header.ageTimerMillis() == WindowHeader.NO_TIMER) {
            header.ageTimerMillis(header.lastArrivalMillis() + ttlMillis);
            context.timerService().registerEventTimeTimer(header.ageTimerMillis());
        }
    }

    private void setIdleTimer(WindowHeader header, Context context) {
        if (header.idleTimerMillis() == WindowHeader.NO_TIMER) {
            header.idleTimerMillis(header.lastSeenMillis() + idleMillis);
            context.timerService().registerProcessingTimeTimer(header.idleTimerMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AggregateFrame> out) throws Exception {
        if (!device.open(context.getCurrentKey())) {
            return;
        }
        WindowHeader header = device.header();
        if (deletions.isDeletedBetween(context.getCurrentKey(), header.lastArrivalMillis(), Long.MAX_VALUE)) {
            device.clear(); // timers that are left find nothing
            return;
        }
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            idle(header, timestamp, context, out);
        } else if (age(header, timestamp, context, out)) {
            device.clear();
            return;
        }
        device.write();
    }

    private void idle(WindowHeader header, long timestamp, OnTimerContext context, Collector<AggregateFrame> out)
            throws Exception {
        if (header.idleTimerMillis() != timestamp) {
            return;
        }
        header.idleTimerMillis(WindowHeader.NO_TIMER);
        if (header.lastSeenMillis() + idleMillis <= timestamp) {
            flush(context.getCurrentKey(), out);
        } else {
            setIdleTimer(header, context);
        }
    }

    /** Whether the device is evicted now. */
    private boolean age(WindowHeader header, long timestamp, OnTimerContext context, Collector<AggregateFrame> out)
            throws Exception {
        if (header.ageTimerMillis() != timestamp) {
            return false;
        }
        if (header.lastArrivalMillis() + ttlMillis <= timestamp) {
            flush(context.getCurrentKey(), out);
            return true;
        }
        header.ageTimerMillis(WindowHeader.NO_TIMER);
        setAgeTimer(header, context);
        return false;
    }
}
