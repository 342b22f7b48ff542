package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreFrame.Columns;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import io.anomalyradar.pipeline.detect.AnomalyTeller.Sample;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the samples of a frame through the detector, in the frame's order, and answers their scores; then the frame as a
 * whole. Anomalies are told on the way; those of the heartbeat are nobody's business. Not thread-safe.
 */
final class FrameScorer {
    private final DeviceDetector detector;
    private final @Nullable JointScorer joint;
    private final AnomalyTeller teller;
    private final FleetPriors priors;
    private final DetectMetrics meters;
    private final Evaluation evaluation = new Evaluation();

    /** {@code joint} is null where metrics are not judged together. */
    FrameScorer(
            DeviceDetector detector,
            @Nullable JointScorer joint,
            AnomalyTeller teller,
            FleetPriors priors,
            DetectMetrics meters) {
        this.detector = detector;
        this.joint = joint;
        this.teller = teller;
        this.priors = priors;
        this.meters = meters;
    }

    /** The scores of the samples that {@code placement} has not refused; all of them are learnt. */
    ScoreFrame score(
            DeviceMemory memory,
            ArrivedFrame arrived,
            SourcePosition source,
            Placement placement,
            Consumer<Anomaly> anomalies) {
        Frame frame = arrived.frame();
        DeviceState state = memory.detection();
        int kept = frame.size() - placement.refusals().size();
        String[] metrics = new String[kept];
        SampleStatus[] statuses = new SampleStatus[kept];
        Columns columns = Columns.ofSize(kept);
        boolean told = !frame.device().equals(Topics.HEARTBEAT_DEVICE);
        int at = 0;
        for (int i = 0; i < frame.size(); i++) {
            int position = placement.position(i);
            if (position != Placement.REFUSED) {
                detector.step(state, position, frame.timestampMillis(), frame.value(i), evaluation);
                metrics[at] = state.metric(position); // the series' own text, so that the frame's can be collected
                statuses[at] = evaluation.status();
                fill(columns, at++, frame.value(i));
                if (!told) {
                    continue;
                }
                meters.judged(evaluation);
                priors.heard(state, position, evaluation, arrived.appendTimeMillis());
                if (AnomalyTeller.concerns(evaluation)) {
                    Sample sample =
                            new Sample(frame.device(), position, frame.timestampMillis(), frame.value(i), source);
                    teller.take(memory, sample, evaluation, anomalies);
                }
            }
        }
        if (joint != null) {
            joint.take(memory, frame, source, placement, anomalies);
        }
        return new ScoreFrame(
                frame.device(),
                frame.timestampMillis(),
                source,
                arrived.appendTimeMillis(),
                detector.configVersion(),
                metrics,
                columns,
                statuses,
                frame.attributes());
    }

    private void fill(Columns columns, int at, double value) {
        double score = evaluation.score();
        columns.values()[at] = value;
        columns.expected()[at] = evaluation.expected();
        columns.lower()[at] = evaluation.lower();
        columns.upper()[at] = evaluation.upper();
        columns.scores()[at] = score >= 0 ? score : 0; // NaN: not judged
    }
}
