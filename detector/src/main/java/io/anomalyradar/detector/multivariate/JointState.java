package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of the joint detector for one device: the current row, what the multivariate detector has learnt,
 * and the alarm budget. Mutable, not thread-safe; {@link #copy} is a true deep copy. Memory: 16 bytes per metric plus
 * that of the {@link MultivariateState}.
 */
public final class JointState {

    static final int NEVER = Integer.MAX_VALUE;

    final MultivariateState learnt;
    final double[] emission;
    double[] values = new double[0]; // last value of each metric
    int[] ages = new int[0]; // rows since then; 0: in the current row
    double[] row = new double[0]; // scratch
    int metrics;
    int arrived; // metrics with a new value since the previous row
    int live; // metrics whose value is new or held
    int frames; // since the previous row
    long newestMillis = Long.MIN_VALUE;
    private @Nullable OpenAnomaly anomaly;

    JointState(MultivariateState learnt) {
        this.learnt = learnt;
        this.emission = new double[EmissionThreshold.SIZE];
    }

    private JointState(JointState other) {
        learnt = other.learnt.copy();
        emission = other.emission.clone();
        values = Arrays.copyOf(other.values, other.metrics);
        ages = Arrays.copyOf(other.ages, other.metrics);
        row = new double[other.metrics];
        metrics = other.metrics;
        arrived = other.arrived;
        live = other.live;
        frames = other.frames;
        newestMillis = other.newestMillis;
        anomaly = other.anomaly;
    }

    /** A copy that shares nothing mutable with this state. */
    public JointState copy() {
        return new JointState(this);
    }

    /** The open and emitted anomaly of the device; null if there is none. */
    public @Nullable OpenAnomaly anomaly() {
        return anomaly;
    }

    /** Restores the identity of the open anomaly, or removes it. */
    public void anomaly(@Nullable OpenAnomaly open) {
        anomaly = open;
    }

    /** Fills {@code out} with the current state of the open anomaly; meaningless if none is open. */
    public void describe(AnomalyRun out) {
        Alarm.describe(learnt.layout.evaluations(), learnt.device, MultivariateLayout.ALARM, out);
    }

    /** Closes the open anomaly, if there is one, without a row. */
    public void close() {
        Alarm.close(learnt.layout.evaluations(), learnt.device, MultivariateLayout.ALARM);
        EmissionThreshold.close(emission);
        anomaly = null;
    }

    /** The number of included metrics. */
    public int metrics() {
        return metrics;
    }

    /** The number of rows that were scored or learnt. */
    public long rows() {
        return learnt.frames();
    }

    /** Makes room for this many metrics; new ones have no value. */
    void grow(int count) {
        if (count > values.length) {
            int room = count + count / 8;
            values = Arrays.copyOf(values, room);
            ages = Arrays.copyOf(ages, room);
            row = new double[room];
        }
        Arrays.fill(ages, metrics, count, NEVER);
        metrics = count;
    }
}
