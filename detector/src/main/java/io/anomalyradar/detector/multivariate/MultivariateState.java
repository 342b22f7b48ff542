package io.anomalyradar.detector.multivariate;

import java.util.Arrays;

/**
 * The complete state of the multivariate detector for one device. Mutable, not thread-safe; {@link #copy} is a true
 * deep copy.
 *
 * <p>Memory: {@code 8 (10 + k + block)} bytes per metric for k components (360 by default with full blocks), half as
 * many for scratch, and about 800 per device. Metrics are those of the device in order of first appearance.
 */
public final class MultivariateState {

    final MultivariateLayout layout;
    final double[] device;
    double[] standard = new double[0];
    double[] level = new double[0];
    double[] averages = new double[0];
    double[] components = new double[0];
    double[] covariance = new double[0];
    double[] factor = new double[0];
    private int metrics;

    /* Of the newest frame; not part of the learnt state. */
    double[] scores = new double[0];
    double[] changes = new double[0];
    double[] work = new double[0];
    double[] marginal = new double[0];

    MultivariateState(MultivariateLayout layout) {
        this.layout = layout;
        this.device = new double[layout.device()];
    }

    private MultivariateState(MultivariateState other) {
        layout = other.layout;
        device = other.device.clone();
        standard = other.standard.clone();
        level = other.level.clone();
        averages = other.averages.clone();
        components = other.components.clone();
        covariance = other.covariance.clone();
        factor = other.factor.clone();
        scores = other.scores.clone();
        changes = other.changes.clone();
        work = new double[other.work.length];
        marginal = new double[other.marginal.length];
        metrics = other.metrics;
    }

    /** A copy that shares nothing mutable with this state. */
    public MultivariateState copy() {
        return new MultivariateState(this);
    }

    /** The number of included metrics. */
    public int metrics() {
        return metrics;
    }

    /** The number of accepted frames that had a value. */
    public long frames() {
        return (long) device[MultivariateLayout.FRAMES];
    }

    /** The size of the learnt numbers in bytes, as in a snapshot. */
    public int bytes() {
        int numbers = device.length + standard.length + level.length + averages.length + components.length;
        return 8 * (numbers + covariance.length + factor.length);
    }

    /** Makes room for this many metrics; new ones are empty. */
    void grow(int count) {
        standard = Arrays.copyOf(standard, MultivariateLayout.standard(count));
        level = Arrays.copyOf(level, MultivariateLayout.level(count));
        averages = Arrays.copyOf(averages, count);
        components = Arrays.copyOf(components, layout.components(count));
        covariance = Arrays.copyOf(covariance, layout.covariance(count));
        factor = Arrays.copyOf(factor, layout.covariance(count));
        scores = Arrays.copyOf(scores, count);
        changes = Arrays.copyOf(changes, count);
        work = new double[count];
        marginal = new double[layout.covariance(count)];
        metrics = count;
    }
}
