package io.anomalyradar.app.score;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesDetector;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.util.HashSet;
import java.util.Set;

/**
 * One device and its series, as the pipeline keeps them: the same detector, the same order, the same reasons to refuse a sample
 * (names, times, magnitudes, the bound on series), except that there is no append time to compare a time with. Not thread-safe.
 */
final class DeviceScorer {
    private final String device;
    private final DeviceDetector detector;
    private final DeviceState state;
    private final int maxSeries;
    private final Set<String> refusedMetrics = new HashSet<>();
    private final Evaluation evaluation = new Evaluation();

    /** A device that has not been heard. */
    DeviceScorer(String device, DeviceDetector detector, int maxSeries) {
        this(device, detector, detector.newState(), maxSeries);
    }

    private DeviceScorer(String device, DeviceDetector detector, DeviceState state, int maxSeries) {
        this.device = device;
        this.detector = detector;
        this.state = state;
        this.maxSeries = maxSeries;
    }

    /** Another device with the same past, which goes its own way from here. */
    DeviceScorer continuedAs(String name) {
        return new DeviceScorer(name, detector, state.copy(), maxSeries);
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
        return true;
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
