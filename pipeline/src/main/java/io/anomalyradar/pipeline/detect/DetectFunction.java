package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.SeriesSettings;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.OpenAnomalyCodec;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.control.DeviceSettings;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.Deletions;
import io.anomalyradar.pipeline.config.SettingsInForce;
import io.anomalyradar.pipeline.config.SettingsSource;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates every sample of a device as it arrives, with a {@link DetectionHost}. Keyed by device; for each frame it
 * emits at most one frame of scores.
 *
 * <ul>
 *   <li>A frame whose id is {@linkplain FrameIdStore remembered} is a duplicate: it is dropped and counted.
 *   <li>A counter is scored as its {@linkplain CounterRates rate}.
 *   <li>A new device or metric beyond a bound is refused; the other samples of its frame flow on.
 *   <li>A sample earlier than the newest of its series is late: it is emitted as such and counted, but neither scored
 *   nor learnt.
 *   <li>The metrics of a device are also scored together: frames become rows as {@link JointDetector} describes, and
 *   anomalies of rows are emitted as anomalies of the device.
 *   <li>An open anomaly is closed when its series is silent for longer than {@code pipeline.anomaly-idle-timeout}, by
 *   append time.
 *   <li>An imported frame is scored and learnt as any other, but the anomalies that it opens are not emitted. The
 *   device's next own frame closes them.
 *   <li>A device that sends nothing for longer than the time-to-live, by append time, is evicted, and its open
 *   anomalies are closed. Both happen when its next frame arrives. One timer per device on the append-time watermark
 *   has the same effect and frees the memory of devices that never return.
 *   <li>A device that was deleted is evicted in the same way: its next frame or timer closes its open anomalies.
 *   <li>A series whose state in the checkpoint cannot be read starts with empty state at its next sample, and its open
 *   anomaly is closed: this is logged with its name, and counted.
 * </ul>
 *
 * <p>The settings of each series are those of the configuration version in force at the frame's append time ({@link
 * SettingsInForce}).
 *
 * <p>Nothing here depends on the wall clock, and only two things depend on other devices: the initial threshold of a
 * new series, which follows from what the devices of the subtask have learnt on earlier days ({@link FleetPriors}), and
 * whether there is room for it ({@link Occupancy}). So a replay of the same records gives the same results.
 */
public final class DetectFunction extends KeyedProcessFunction<String, ArrivedFrame, ScoreFrame>
        implements CheckpointedFunction {
    private static final Logger LOG = LoggerFactory.getLogger(DetectFunction.class);
    private static final String PIPELINE = "pipeline";
    private static final int MOST_JOINT_DETECTORS = 1_000;

    private final String topic;
    private final String topicId;
    private final SettingsSource configuration;
    private final TreeMap<String, Object> settings = new TreeMap<>(); // records are not serializable

    private transient long ttlMillis;
    private transient Set<String> heartbeats; // no bound applies to them
    private transient FleetPriors priors;
    private transient Occupancy occupancy;
    private transient FrameIdStore frameIds;
    private transient KeyedDevice device;
    private transient @Nullable CounterRates counters; // null: counters are taken as they are
    private transient DetectionHost host;
    private transient IdleAnomalies idle;
    private transient FrameScores found;
    private transient RefusedSamples refusedSamples;
    private transient DetectMetrics metrics;
    private transient SettingsInForce inForce;
    private transient Deletions deletions;
    private transient SettingsInForce.Resolved resolved;
    private transient Map<JointSettings, JointDetector> jointDetectors;

    /** Detects anomalies in records of the telemetry topic called {@code topic} with the Kafka id {@code topicId}. */
    @SuppressWarnings("NullAway.Init") // transient parts are created by initializeState, where the operator runs
    public DetectFunction(String topic, String topicId, SettingsSource configuration, PipelineConfig pipeline) {
        this.topic = topic;
        this.topicId = topicId;
        this.configuration = configuration;
        RecordSettings.write(PIPELINE, pipeline, settings);
    }

    /** Creates the parts, from a checkpoint if there is one. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        inForce = configuration.open(getRuntimeContext().getMetricGroup());
        deletions = inForce.deletions();
        jointDetectors = new HashMap<>();
        PipelineConfig pipeline = RecordSettings.read(PIPELINE, PipelineConfig.DEFAULT, settings);
        SeriesSettings each = (device, metric) -> resolved.settings().detector(metric);
        ttlMillis = pipeline.stateTtl().toMillis();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        heartbeats = Set.copyOf(
                HeartbeatDevices.covering(task.getNumberOfParallelSubtasks(), task.getMaxNumberOfParallelSubtasks()));
        priors = FleetPriors.restored(context.getOperatorStateStore());
        occupancy = Occupancy.restored(context.getOperatorStateStore(), task, pipeline);
        frameIds = new FrameIdStore(
                context.getKeyedStateStore(),
                Occupancy.share(pipeline.maxFrameIds(), task.getNumberOfParallelSubtasks()));
        device = new KeyedDevice(
                context.getKeyedStateStore(), each, priors::factor, occupancy, frameIds, pipeline, this::closeLost);
        host = new DetectionHost(each, null);
        host.keepPriors();
        idle = new IdleAnomalies(pipeline.anomalyIdleTimeout().toMillis());
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup(), occupancy, frameIds);
        counters = pipeline.counterRates() ? new CounterRates(context.getKeyedStateStore(), metrics) : null;
        found = new FrameScores(metrics, priors, idle);
        refusedSamples = new RefusedSamples(topic);
    }

    /** Counts the frame ids of a checkpoint, before the first frame. */
    void restoreFrameIds(Consumer<String> keys, Stream<String> devices) throws Exception {
        frameIds.restore(keys, devices, name -> {
            DeviceHeader header = device.known(name);
            return header == null ? 0 : header.lastArrivalMillis();
        });
    }

    @Override
    public void close() {
        if (inForce != null) { // otherwise initializeState has failed
            inForce.close();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        device.snapshot();
        priors.snapshot();
        occupancy.snapshot();
    }

    @Override
    public void processElement(ArrivedFrame arrived, Context context, Collector<ScoreFrame> out) throws Exception {
        Frame frame = arrived.frame();
        SourcePosition source = arrived.source(topicId);
        DeviceHeader header = device.known(frame.device());
        if (header != null && arrived.appendTimeMillis() - header.lastArrivalMillis() > ttlMillis) {
            open(frame.device(), header, header.lastArrivalMillis(), context);
            forget(Course.SILENCED, arrived.appendTimeMillis());
            header = null;
        }
        if (header != null
                && deletions.isDeletedBetween(frame.device(), header.lastArrivalMillis(), arrived.appendTimeMillis())) {
            open(frame.device(), header, header.lastArrivalMillis(), context);
            forget(Course.DELETED, arrived.appendTimeMillis());
            header = null;
        }
        boolean bounded = !heartbeats.contains(frame.device());
        if (header == null) {
            if (bounded && !occupancy.hasRoomForDevice()) {
                refuse(arrived, source, context);
                return;
            }
            header = new DeviceHeader();
            occupancy.changed(frame.device(), 1, 0);
        }
        open(frame.device(), header, arrived.appendTimeMillis(), context);
        closeIdle(arrived.appendTimeMillis());
        endSilence(arrived.appendTimeMillis(), "");
        header.arrived(source, arrived.appendTimeMillis());
        if (frame.id() != null && !device.addFrame(frame.id())) {
            metrics.duplicates.inc();
        } else {
            header.learn(frame.attributes());
            if (!arrived.history()) {
                beginLive(header);
            }
            detect(arrived, source, context, out);
        }
        setTimer(header, context);
        device.write();
    }

    private void open(String name, DeviceHeader header, long nowMillis, Context context) {
        boolean bounded = !heartbeats.contains(name);
        resolved = inForce.of(name, nowMillis);
        host.under(resolved, jointDetector(resolved.settings()));
        device.open(name, header, nowMillis, bounded);
        found.open(
                name,
                header,
                nowMillis,
                resolved.version(),
                anomaly -> context.output(SideOutputs.ANOMALIES, anomaly),
                start -> context.output(SideOutputs.CAPSULES, start));
    }

    private @Nullable JointDetector jointDetector(DeviceSettings settings) {
        JointSettings together =
                new JointSettings(settings.joint(), settings.whole().budget());
        if (!together.joint().enabled()) {
            return null;
        }
        if (jointDetectors.size() > MOST_JOINT_DETECTORS) {
            jointDetectors.clear(); // those of outdated settings
        }
        return jointDetectors.computeIfAbsent(together, key -> new JointDetector(key.joint(), key.budget()));
    }

    /** The inputs of a detector of metrics together. */
    private record JointSettings(JointConfig joint, BudgetConfig budget) {}

    private void detect(ArrivedFrame arrived, SourcePosition source, Context context, Collector<ScoreFrame> out)
            throws Exception {
        Frame frame = arrived.frame();
        if (counters != null && !frame.hasOnlyGauges()) {
            frame = counters.rated(frame, device);
        }
        found.begin(frame, arrived.history());
        int refused = host.take(device, frame, found);
        idle.onFrame(device.header(), arrived.appendTimeMillis());
        if (!device.refusals().isEmpty()) {
            metrics.rejects.count(device.refusals());
            context.output(SideOutputs.DEAD_LETTERS, refusedSamples.letter(arrived, source, device.refusals()));
        }
        if (refused < frame.size()) {
            ScoreFrame scores = found.scores(arrived);
            metrics.scored(scores, context.timerService().currentProcessingTime());
            out.collect(scores);
        }
    }

    private void refuse(ArrivedFrame arrived, SourcePosition source, Context context) {
        List<Refusal> refusals = List.of(Refusal.record(
                RefusalCode.TOO_MANY_DEVICES,
                "the job keeps as many devices as it may: raise pipeline.max-devices and the memory, then replay"));
        metrics.rejects.count(refusals);
        context.output(SideOutputs.DEAD_LETTERS, refusedSamples.letter(arrived, source, refusals));
    }

    /** Closes the anomalies of series that were silent for too long before {@code nowMillis}. */
    private void closeIdle(long nowMillis) {
        Long next = device.header().nextIdle();
        if (next == null || next > nowMillis) {
            return;
        }
        List<String> due = new ArrayList<>();
        for (Map.Entry<String, Long> open : device.header().openAnomalies().entrySet()) {
            if (open.getValue() <= nowMillis) {
                due.add(open.getKey());
            }
        }
        due.forEach(metric -> close(metric, Course.IDLE));
    }

    /** The device has sent nothing for as long as a rule of alerts says. */
    private void beginSilence(long nowMillis) {
        device.header().silent(true);
        found.silence(AnomalyState.OPEN, 1, nowMillis, "");
    }

    private void endSilence(long nowMillis, String remark) {
        if (device.header().silent()) {
            device.header().silent(false);
            found.silence(AnomalyState.ENDED, 2, nowMillis, remark);
        }
    }

    private boolean isSilent(DeviceHeader header, long nowMillis) {
        return asksForSilence(header) && nowMillis - header.lastArrivalMillis() >= resolved.noDataMillis();
    }

    private boolean asksForSilence(DeviceHeader header) {
        return resolved.noDataMillis() > 0 && header.live() && !header.silent() && !heartbeats.contains(device.name());
    }

    /** What imported frames opened is over: a fault that lasts is an anomaly of its own. */
    private void beginLive(DeviceHeader header) {
        header.live(true);
        if (!header.muted().isEmpty()) {
            List.copyOf(header.muted()).forEach(metric -> close(metric, Course.ENDED));
            header.muted().clear();
        }
    }

    private void close(String metric, Course course) {
        if (metric.equals(Detections.WHOLE_DEVICE)) {
            JointState joint = device.openJoint();
            if (joint != null) {
                host.close(joint, course, found);
            }
        } else {
            SeriesState series = device.openSeries(metric);
            if (series != null) {
                host.close(device.name(), series, course, found);
            }
        }
        device.header().openAnomalies().remove(metric);
    }

    /** Closes the anomaly of a state that cannot be read, with the run that its own bytes describe. */
    private void closeLost(String metric, UnreadableState lost) {
        metrics.unreadable.inc();
        LOG.error(
                "device {}, {}: learns anew, since its state cannot be read ({})",
                device.name(),
                metric.isEmpty() ? "metrics together" : "metric " + metric,
                lost.reason());
        OpenAnomalyCodec.Kept open = lost.anomaly();
        if (open != null) {
            OpenAnomaly closed = open.anomaly().closed();
            found.changed(metric, closed, open.run(), Course.LOST, resolved.version());
        }
    }

    /** Evicts the current device, after closing its anomalies. */
    private void forget(Course reason, long nowMillis) {
        new ArrayList<>(device.header().openAnomalies().keySet()).forEach(metric -> close(metric, reason));
        endSilence(nowMillis, reason.remark());
        device.clear();
        if (counters != null) {
            counters.clear();
        }
    }

    /** Ensures that a timer fires when the device, or an anomaly of it, may have been silent for too long. */
    private void setTimer(DeviceHeader header, Context context) {
        Long nextIdle = header.nextIdle();
        long due = header.lastArrivalMillis() + ttlMillis;
        if (nextIdle != null && nextIdle < due) {
            due = nextIdle;
        }
        if (asksForSilence(header)) {
            due = Math.min(due, header.lastArrivalMillis() + resolved.noDataMillis());
        }
        if (due < header.timerMillis()) { // a later one is set when this one fires
            header.timerMillis(due);
            context.timerService().registerEventTimeTimer(due);
        }
    }

    /** Closes anomalies that were silent for too long, or evicts the device; then sets the next timer. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ScoreFrame> out) throws Exception {
        DeviceHeader header = device.known(context.getCurrentKey());
        if (header == null || header.timerMillis() != timestamp) {
            return;
        }
        header.timerMillis(DeviceHeader.NO_TIMER);
        open(context.getCurrentKey(), header, timestamp, context);
        if (deletions.isDeletedBetween(device.name(), header.lastArrivalMillis(), timestamp)) {
            forget(Course.DELETED, timestamp);
        } else if (timestamp - header.lastArrivalMillis() >= ttlMillis) {
            // the watermark guarantees that no record of this time follows
            forget(Course.SILENCED, timestamp);
        } else {
            closeIdle(timestamp);
            if (isSilent(header, timestamp)) {
                beginSilence(timestamp);
            }
            setTimer(header, context);
            device.write();
        }
    }
}
