package io.anomalyradar.app.score;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesDetector;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One device, its series and its metrics together, as the pipeline keeps them: the same detectors, the same order, the same reasons to
 * refuse a sample (names, times, magnitudes, the bound on series), except that there is no append time to compare a time with. Not thread-safe.
 */
final class DeviceScorer {
    private final String device;
    private final DeviceDetector detector;
    private final DeviceState state;
    private final @Nullable JointScore joint;
    private final int maxSeries;
    private final Set<String> refusedMetrics = new HashSet<>();
    private final Evaluation evaluation = new Evaluation();

    /** A device that has not been heard; {@code joint} is null where its metrics are not judged together. */
    DeviceScorer(String device, DeviceDetector detector, @Nullable JointDetector joint, int maxSeries) {
        this(device, detector, detector.newState(), joint == null ? null : new JointScore(joint), maxSeries);
    }

    private DeviceScorer(
            String device, DeviceDetector detector, DeviceState state, @Nullable JointScore joint, int maxSeries) {
        this.device = device;
        this.detector = detector;
        this.state = state;
        this.joint = joint;
        this.maxSeries = maxSeries;
    }

    /** Another device with the same past, which goes its own way from here. */
    DeviceScorer continuedAs(String name) {
        return new DeviceScorer(name, detector, state.copy(), joint == null ? null : joint.copy(), maxSeries);
    }

    String device() {
        return device;
    }

    /** Takes the next sample; false when it is refused. {@link #evaluation} tells what became of it. */
    boolean step(String metric, long timestampMillis, double value) {
        if (timestampMillis < 0
                || timestampMillis > FrameLimits.MAX_TIMESTAMP_MILLIS
                || !(Math.abs(value) <= SeriesDetector.MAX_MAGNITUDE)) {
            return false;
        }
        int index = state.indexOf(metric);
        if (index < 0) {
            if (!isAccepted(metric)) {
                return false;
            }
            index = state.addMetric(metric);
        }
        detector.step(state, index, timestampMillis, value, evaluation);
        if (joint != null) {
            joint.put(index, timestampMillis, value);
        }
        return true;
    }

    /** Ends a row of this time, of which all samples were taken. */
    void endRow(long timestampMillis) {
        if (joint != null) {
            joint.end(timestampMillis, state::metric);
        }
    }

    /** What is said of the metrics together; null where they are not judged so. */
    @Nullable
    JointScore joint() {
        return joint;
    }

    /** What became of the sample taken last; overwritten by the next. */
    Evaluation evaluation() {
        return evaluation;
    }

    private boolean isAccepted(String metric) {
        if (state.seriesCount() >= maxSeries || refusedMetrics.contains(metric)) {
            return false;
        }
        Frame probe = Frame.of(device, 0, new String[] {metric}, new double[] {0});
        boolean accepted = new TelemetryDecoder()
                .decode(new FrameProtobuf().encode(probe), Topics.PROTOBUF, null)
                .refusals()
                .isEmpty();
        if (!accepted) {
            refusedMetrics.add(metric);
        }
        return accepted;
    }
}
