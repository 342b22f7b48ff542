package io.anomalyradar.quality.normal;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import java.util.List;

/** A device in normal operation, with each metric scored separately and all of them together. Not thread-safe. */
public final class NormalDevice {
    private static final double MILLIS_A_WEEK = 7 * 86_400e3;

    private final DeviceDetector detector;
    private final DeviceState state;
    private final JointDetector joint;
    private final boolean isJoint;
    private final Evaluation evaluation = new Evaluation();
    private final MultivariateEvaluation rowEvaluation = new MultivariateEvaluation();
    private final Weeks[] weeks;
    private long rows;
    private long samples;
    private int anomalies;
    private int ofDevice;

    /** A device with these metrics and empty state. */
    public NormalDevice(DetectorConfig config, JointConfig joint, List<String> metrics) {
        this.detector = new DeviceDetector(config);
        this.state = detector.newState();
        metrics.forEach(state::addMetric);
        this.joint = new JointDetector(joint, config.budget());
        this.isJoint = joint.enabled() && this.joint.concerns(metrics.size());
        this.weeks = new Weeks[metrics.size()];
        for (int i = 0; i < weeks.length; i++) {
            weeks[i] = new Weeks();
        }
    }

    /** Takes a row; NaN is no sample. */
    public void take(long timestampMillis, double[] values) {
        rows++;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                detector.step(state, i, timestampMillis, values[i], evaluation);
                boolean opened = evaluation.transition() == Transition.OPENED;
                samples++;
                anomalies += opened ? 1 : 0;
                weeks[i].add(timestampMillis, evaluation.observedMillis(), opened);
            }
        }
        if (isJoint) {
            together(timestampMillis, values);
        }
    }

    private void together(long timestampMillis, double[] values) {
        JointState device = state.joint(joint);
        if (!joint.takes(device, timestampMillis)) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                joint.put(device, i, values[i]);
            }
        }
        if (joint.step(device, timestampMillis, state.sharers(), rowEvaluation)) {
            ofDevice += rowEvaluation.transition() == Transition.OPENED ? 1 : 0;
        }
    }

    /** What was observed so far. */
    public Extent extent() {
        double observed = 0;
        double quiet = 0;
        for (Weeks series : weeks) {
            observed += series.observedMillis();
            quiet += series.quietMillis();
        }
        double seriesWeeks = observed / MILLIS_A_WEEK;
        return new Extent(
                weeks.length,
                rows,
                samples,
                seriesWeeks,
                anomalies,
                quiet / MILLIS_A_WEEK,
                isJoint ? seriesWeeks / weeks.length : 0,
                ofDevice);
    }

    /** The weeks of a series since its first sample. */
    private static final class Weeks {
        private boolean hasBegun;
        private long begin;
        private long week;
        private double observed;
        private double quiet;
        private double ofThisWeek;
        private boolean isQuiet = true;

        void add(long timestampMillis, double observedMillis, boolean opened) {
            if (!hasBegun) {
                begin = timestampMillis;
                hasBegun = true;
            }
            long now = (long) ((timestampMillis - begin) / MILLIS_A_WEEK);
            if (now != week) {
                quiet = quietMillis();
                ofThisWeek = 0;
                isQuiet = true;
                week = now;
            }
            observed += observedMillis;
            ofThisWeek += observedMillis;
            isQuiet &= !opened;
        }

        double observedMillis() {
            return observed;
        }

        double quietMillis() {
            return quiet + (isQuiet ? ofThisWeek : 0);
        }
    }
}
