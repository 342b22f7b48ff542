package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import io.anomalyradar.pipeline.detect.AnomalyTeller.Course;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores every sample of a device as it arrives. Keyed by device; one frame in, at most one frame of scores out.
 *
 * <ul>
 *   <li>A frame whose id was among the device's last {@value #REMEMBERED_FRAMES} is a duplicate: dropped and counted.
 *   <li>A metric beyond the bound on series is refused; the other samples of its frame flow on.
 *   <li>A sample earlier than its series' last is late: it is told as such, counted, and neither scored nor learnt.
 *   <li>The metrics of a device are also judged together: frames become rows as {@link io.anomalyradar.detector.multivariate.JointDetector} says, and anomalies of rows are told
 *       as those of the device.
 *   <li>A device that sent nothing for longer than the time-to-live, by append time, is forgotten, and its open anomalies end. That is
 *       decided when its next frame arrives; one timer a device on the append-time watermark comes to the same and frees
 *       the memory of devices that never come back.
 *   <li>A device whose state in the checkpoint cannot be read begins anew when it is heard, and its open anomalies end: logged with its name, and counted.
 * </ul>
 *
 * <p>Nothing here depends on the wall clock, and one thing on other devices: where the threshold of a new series begins, which follows from what the devices
 * of the subtask have told on days before ({@link FleetPriors}). So a replay of the same records gives the same results.
 */
public final class DetectFunction extends KeyedProcessFunction<String, ArrivedFrame, ScoreFrame>
        implements CheckpointedFunction {
    /** Frame ids that are remembered per device, 16 bytes each; none for devices that give no ids. */
    static final int REMEMBERED_FRAMES = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(DetectFunction.class);
    private static final String DETECTOR = "detector";
    private static final String JOINT = "detector.multivariate";

    private final String topic;
    private final String topicId;
    private final TreeMap<String, Object> settings = new TreeMap<>(); // records are not serializable
    private final int maxSeries;
    private final long ttlMillis;

    private transient DetectorConfig config;
    private transient FleetPriors priors;
    private transient ValueState<DeviceMemory> memories;
    private transient Placement placement;
    private transient FrameScorer scorer;
    private transient AnomalyTeller teller;
    private transient RefusedSamples refusedSamples;
    private transient DetectMetrics metrics;

    /** Detects in records of the telemetry topic called {@code topic} with the Kafka id {@code topicId}. */
    @SuppressWarnings("NullAway.Init") // transient parts are made where the operator runs, by initializeState
    public DetectFunction(
            String topic, String topicId, DetectorConfig detector, JointConfig joint, PipelineConfig pipeline) {
        this.topic = topic;
        this.topicId = topicId;
        RecordSettings.write(DETECTOR, detector, settings);
        RecordSettings.write(JOINT, joint, settings);
        this.maxSeries = pipeline.maxSeriesPerDevice();
        this.ttlMillis = pipeline.stateTtl().toMillis();
    }

    /** Makes the parts, from a checkpoint if there is one. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        config = RecordSettings.read(DETECTOR, DetectorConfig.DEFAULT, settings);
        priors = FleetPriors.restored(context.getOperatorStateStore(), config.budget());
        JointConfig joint = RecordSettings.read(JOINT, JointConfig.DEFAULT, settings);
        memories = context.getKeyedStateStore()
                .getState(new ValueStateDescriptor<>("device", DeviceMemorySerializer.TYPE));
        placement = new Placement(maxSeries, priors);
        teller = new AnomalyTeller(config, joint);
        refusedSamples = new RefusedSamples(topic);
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup());
        JointScorer together = joint.enabled() ? new JointScorer(joint, config.budget(), teller, metrics) : null;
        scorer = new FrameScorer(new DeviceDetector(config), together, teller, priors, metrics);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        priors.snapshot();
    }

    @Override
    public void processElement(ArrivedFrame arrived, Context context, Collector<ScoreFrame> out) throws Exception {
        Frame frame = arrived.frame();
        DeviceMemory memory = recall(arrived, context);
        SourcePosition source = arrived.source(topicId);
        memory.arrived(source, arrived.appendTimeMillis());
        String id = frame.id();
        if (id != null && !memory.detection().addFrame(id)) {
            metrics.duplicates.inc();
        } else {
            memory.learn(frame.attributes());
            score(memory, arrived, source, context, out);
        }
        memories.update(memory);
    }

    /** The memory of the frame's device; one of which nothing is known where it was silent for too long, or cannot be read. */
    private DeviceMemory recall(ArrivedFrame arrived, Context context) throws IOException {
        long now = arrived.appendTimeMillis();
        DeviceMemory known = memories.value();
        DeviceMemory memory = known;
        if (known == null || known.unreadable() != null || known.isOlderThan(ttlMillis, now)) {
            memory = new DeviceMemory(new DeviceState(config, REMEMBERED_FRAMES));
            if (known != null) {
                forget(known, context);
                memory.succeed(known);
            }
        }
        metrics.heard(memory);
        if (memory.timerMillis() == DeviceMemory.NO_TIMER) {
            memory.timerMillis(now + ttlMillis);
            context.timerService().registerEventTimeTimer(now + ttlMillis);
        }
        return memory;
    }

    private void score(
            DeviceMemory memory,
            ArrivedFrame arrived,
            SourcePosition source,
            Context context,
            Collector<ScoreFrame> out) {
        int series = memory.detection().seriesCount();
        placement.place(memory.detection(), arrived);
        metrics.seriesAdded(memory.detection().seriesCount() - series);
        int refused = placement.refusals().size();
        if (refused > 0) {
            metrics.rejects.count(placement.refusals());
            context.output(SideOutputs.DEAD_LETTERS, refusedSamples.letter(arrived, source, placement));
        }
        if (refused < arrived.frame().size()) {
            ScoreFrame scores = scorer.score(memory, arrived, source, placement, anomaly -> tell(anomaly, context));
            metrics.scored(scores, context.timerService().currentProcessingTime());
            out.collect(scores);
        }
    }

    private void tell(Anomaly anomaly, Context context) {
        metrics.anomalies.inc();
        context.output(SideOutputs.ANOMALIES, anomaly);
    }

    private void forget(DeviceMemory memory, Context context) {
        String device = context.getCurrentKey();
        UnreadableState unreadable = memory.unreadable();
        if (unreadable != null) {
            metrics.unreadable.inc();
            LOG.error("device {} begins anew: its state cannot be read ({})", device, unreadable.reason());
        }
        Course course = unreadable == null ? Course.SILENCED : Course.LOST;
        teller.endAll(memory, device, course, anomaly -> tell(anomaly, context));
        metrics.forgotten(memory);
    }

    /** Forgets the device, unless it was heard since the timer was set; then sets it anew. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ScoreFrame> out) throws Exception {
        DeviceMemory memory = memories.value();
        if (memory == null || memory.timerMillis() != timestamp) {
            return;
        }
        long due = memory.detection().lastArrivalMillis() + ttlMillis;
        if (memory.unreadable() != null || due <= timestamp) {
            forget(memory, context);
            memories.clear();
        } else {
            memory.timerMillis(due);
            memories.update(memory);
            context.timerService().registerEventTimeTimer(due);
        }
    }
}
