package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that the joint detector knows of one device: the row that is being filled, what the multivariate detector has learnt, and the budget
 * of alarms. Mutable, not
 * thread-safe; {@link #copy} is a true deep copy. Memory: 16 bytes a metric and that of the {@link MultivariateState}.
 */
public final class JointState {

    static final int NEVER = Integer.MAX_VALUE;

    final MultivariateState learnt;
    final double[] telling;
    double[] values = new double[0]; // of each metric, the last
    int[] ages = new int[0]; // rows since then; 0: in the row that is being filled
    double[] row = new double[0]; // scratch
    int metrics;
    int arrived; // metrics with a new value since the row before
    int live; // metrics whose value is new or held
    int frames; // since the row before
    long newestMillis = Long.MIN_VALUE;
    private @Nullable OpenAnomaly anomaly;

    JointState(MultivariateState learnt) {
        this.learnt = learnt;
        this.telling = new double[Telling.SIZE];
    }

    private JointState(JointState other) {
        learnt = other.learnt.copy();
        telling = other.telling.clone();
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

    /** A copy that shares nothing mutable with this. */
    public JointState copy() {
        return new JointState(this);
    }

    /** The anomaly of the device that is open and was emitted; null where none is. */
    public @Nullable OpenAnomaly anomaly() {
        return anomaly;
    }

    /** Restores the identity of the open anomaly, or removes it. */
    public void anomaly(@Nullable OpenAnomaly open) {
        anomaly = open;
    }

    /** Fills {@code out} with the open anomaly as far as it has come; says nothing where none is open. */
    public void describe(AnomalyRun out) {
        Alarm.describe(learnt.layout.evaluations(), learnt.device, MultivariateLayout.ALARM, out);
    }

    /** Closes the open anomaly, if there is one, without a row. */
    public void close() {
        Alarm.close(learnt.layout.evaluations(), learnt.device, MultivariateLayout.ALARM);
        Telling.close(telling);
        anomaly = null;
    }

    /** How many metrics are looked at. */
    public int metrics() {
        return metrics;
    }

    /** How many rows were judged or learnt. */
    public long rows() {
        return learnt.frames();
    }

    /** Makes room for this many metrics, of which the new ones have no value. */
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
