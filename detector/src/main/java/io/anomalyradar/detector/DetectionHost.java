package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.multivariate.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detection as every host runs it, in a stream job, over files and in a browser: it takes the frames of a device and
 * emits scores and anomalies.
 *
 * <p>The samples of a frame are evaluated in order, each by the detector of its series; then the metrics are scored
 * together. The first sample that opens an anomaly gives it an identity; each later change is its next revision.
 * Settings are looked up per series. Settings that do not change the layout of a state (a threshold, a budget, most of
 * the alarm policy) take effect with the next sample, and the series keeps what it has learnt. With another method or
 * window that one series learns from scratch, as {@link SeriesDetector} describes; its counters and open anomaly
 * continue.
 *
 * <p>Deterministic; allocates nothing per sample. Not thread-safe.
 */
public final class DetectionHost {

    private static final int MOST_CONTRIBUTIONS = 5;
    private static final int MOST_DETECTORS = 10_000;

    private final SeriesSettings settings;
    private @Nullable JointDetector joint;
    private final Map<DetectorConfig, SeriesDetector> detectors = new HashMap<>();
    private final Evaluation evaluation = new Evaluation();
    private final MultivariateEvaluation row = new MultivariateEvaluation();
    private final AnomalyRun run = new AnomalyRun();
    private Object inForce = new Object();
    private @Nullable SeriesState[] placed = new SeriesState[16];

    /**
     * A host with these settings.
     *
     * @param joint how the metrics of a device are scored together; null: each metric alone
     */
    public DetectionHost(SeriesSettings settings, @Nullable JointDetector joint) {
        this.settings = settings;
        this.joint = joint;
    }

    /** From now on {@link Detections#begins} receives the states before unusual samples that may begin an anomaly. */
    public void keepPriors() {
        evaluation.verdict.keepPriors();
    }

    /**
     * Sets the settings that apply from the next frame on. {@code inForce} identifies the results of the
     * {@link SeriesSettings} for the device of that frame: as long as a series finds the same object again, the host
     * does not look them up.
     *
     * @param joint how the metrics of the device are scored together; null: each metric alone
     */
    public void under(Object inForce, @Nullable JointDetector joint) {
        this.inForce = inForce;
        this.joint = joint;
        if (detectors.size() > MOST_DETECTORS) {
            detectors.clear(); // those of outdated settings
        }
    }

    /**
     * Declares that the results of the {@link SeriesSettings} have changed: the host looks them up again at the next
     * sample of each series.
     */
    public void reconfigured() {
        inForce = new Object();
        detectors.clear();
    }

    /**
     * Processes a frame. Samples whose series does not exist and may not be created are skipped; returns their number.
     */
    public int take(DeviceSeries device, Samples frame, Detections out) {
        int size = frame.size();
        if (placed.length < size) {
            placed = new SeriesState[size];
        }
        int refused = 0;
        for (int i = 0; i < size; i++) {
            placed[i] = device.series(frame.metric(i));
            refused += placed[i] == null ? 1 : 0;
        }
        int sharers = device.sharers(); // new series count as sharers from the first sample on
        for (int i = 0; i < size; i++) {
            SeriesState series = placed[i];
            if (series != null) {
                step(frame.device(), series, sharers, i, frame.timestampMillis(), frame.value(i), out);
            }
        }
        if (joint != null && refused < size) {
            judgeTogether(joint, device, frame, out);
        }
        return refused;
    }

    /** Processes one sample of a series, without scoring metrics together. */
    public void take(
            String device, SeriesState series, int sharers, long timestampMillis, double value, Detections out) {
        step(device, series, sharers, 0, timestampMillis, value, out);
    }

    private void step(
            String device, SeriesState series, int sharers, int index, long time, double value, Detections out) {
        SeriesDetector detector = detector(device, series);
        detector.step(series, time, value, sharers, evaluation);
        out.evaluated(index, series, evaluation, detector.configVersion());
        double[] before = evaluation.verdict.prior();
        if (before != null) {
            out.begins(series.with(before), sharers, detector.config());
        }
        Transition transition = evaluation.transition();
        if (transition != Transition.NONE) {
            List<Contribution> members = evaluation.contributions();
            OpenAnomaly now = next(series.anomaly(), series.metric(), transition, members, out);
            series.anomaly(transition == Transition.ENDED ? null : now);
            out.changed(series.metric(), now, evaluation.run(), course(transition), detector.configVersion());
        }
    }

    private SeriesDetector detector(String device, SeriesState series) {
        SeriesDetector detector = series.detector(inForce);
        if (detector == null) {
            detector = detectors.computeIfAbsent(settings.of(device, series.metric()), SeriesDetector::new);
            series.detector(inForce, detector);
        }
        return detector;
    }

    private void judgeTogether(JointDetector detector, DeviceSeries device, Samples frame, Detections out) {
        if (!detector.concerns(device.seriesCount())) {
            return;
        }
        JointState state = device.joint(detector);
        if (!detector.takes(state, frame.timestampMillis())) {
            return;
        }
        for (int i = 0; i < frame.size(); i++) {
            SeriesState series = placed[i];
            if (series != null) {
                detector.put(state, series.position(), frame.value(i));
            }
        }
        if (!detector.step(state, frame.timestampMillis(), device.sharers(), row)) {
            return;
        }
        Transition transition = row.transition();
        boolean explained = row.unusual() || transition != Transition.NONE;
        List<Contribution> metrics = explained ? contributions(detector, state, device) : List.of();
        out.evaluated(row, metrics);
        if (transition != Transition.NONE) {
            OpenAnomaly now = next(state.anomaly(), Detections.WHOLE_DEVICE, transition, metrics, out);
            state.anomaly(transition == Transition.ENDED ? null : now);
            out.changed(Detections.WHOLE_DEVICE, now, row.run(), course(transition), detector.configVersion());
        }
    }

    private static List<Contribution> contributions(JointDetector detector, JointState state, DeviceSeries device) {
        List<Contribution> contributions = new ArrayList<>();
        for (Share share : detector.shares(state, MOST_CONTRIBUTIONS)) {
            contributions.add(new Contribution(device.metricAt(share.metric()), share.part()));
        }
        return List.copyOf(contributions);
    }

    private static OpenAnomaly next(
            @Nullable OpenAnomaly before,
            String metric,
            Transition transition,
            List<Contribution> contributions,
            Detections out) {
        if (before == null) {
            return OpenAnomaly.opened(out.newId(metric), contributions);
        }
        return transition == Transition.ENDED ? before.closed() : before.grown(contributions);
    }

    private static Course course(Transition transition) {
        return transition == Transition.ENDED ? Course.ENDED : Course.OPEN;
    }

    /** The version of the settings of a series, or of those by which the metrics are scored together. */
    public int configVersion(String device, String metric) {
        if (metric.equals(Detections.WHOLE_DEVICE)) {
            return joint == null ? 0 : joint.configVersion();
        }
        return detectors
                .computeIfAbsent(settings.of(device, metric), SeriesDetector::new)
                .configVersion();
    }

    /** Closes the open anomaly of a series, if there is one, in its current state. */
    public void close(String device, SeriesState series, Course course, Detections out) {
        OpenAnomaly open = series.anomaly();
        if (open != null) {
            series.describe(run);
            series.close();
            int version = detector(device, series).configVersion();
            out.changed(series.metric(), open.closed(), run, course, version);
        }
    }

    /** Closes the open anomaly of a whole device, if there is one, in its current state. */
    public void close(JointState state, Course course, Detections out) {
        OpenAnomaly open = state.anomaly();
        if (open != null) {
            state.describe(run);
            state.close();
            out.changed(Detections.WHOLE_DEVICE, open.closed(), run, course, joint == null ? 0 : joint.configVersion());
        }
    }
}
