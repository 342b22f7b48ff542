package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.calibration.BudgetConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The multivariate detector over a stream of frames, each of which may contain any of the device's metrics.
 *
 * <p>Frames fill a row: a metric that is absent from a frame keeps its last value for {@code hold} rows, and is missing
 * afterwards. The row is scored at the end of a frame, as soon as at least half of the live metrics have arrived since
 * the previous row, and after {@code frames} frames at the latest. So a device that sends all metrics at once is scored
 * frame by frame; one that sends its metrics one by one is scored about twice per round; and the cost of a sample is
 * bounded for frames of any size. A frame earlier than the newest is not accepted.
 *
 * <p>Anomalies are emitted as far as the alarm budget allows.
 *
 * <p>Deterministic: a function of the frames in order of arrival. Allocates nothing unless a metric is new. The object
 * holds only settings and is thread-safe; a {@link JointState} is not.
 */
public final class JointDetector {

    private static final double LEAST_SHARE = 0.01;

    private final JointConfig config;
    private final int version;
    private final MultivariateDetector detector;
    private final EmissionThreshold emission;

    /** A detector with these settings, whose anomalies are emitted under this budget. */
    public JointDetector(JointConfig config, BudgetConfig budget) {
        MultivariateConfig rows = MultivariateConfig.DEFAULT;
        this.config = config;
        this.version = config.version(budget);
        this.detector = new MultivariateDetector(rows);
        this.emission = new EmissionThreshold(
                budget, config.threshold(), rows.decision().enter());
    }

    /** {@link JointConfig#version}, computed once; every anomaly of this detector carries it. */
    public int configVersion() {
        return version;
    }

    /** A device without frames. */
    public JointState newState() {
        return new JointState(detector.newState());
    }

    /** Whether the state has the shape of this configuration; otherwise it must be replaced by a new one. */
    public boolean fits(JointState state) {
        return detector.fits(state.learnt) && state.metrics <= config.maxMetrics();
    }

    /** Whether a device with this many metrics is scored as a whole. */
    public boolean concerns(int metrics) {
        return metrics >= config.leastMetrics();
    }

    /** Whether a frame of this time is accepted: it is not earlier than the newest. */
    public boolean takes(JointState state, long timestampMillis) {
        return timestampMillis >= state.newestMillis;
    }

    /**
     * Puts a value of the current frame into the row. Metrics beyond the bound are ignored.
     *
     * @param metric its position in the device, which never changes, from 0
     * @param value finite, at most 1e75 in magnitude
     */
    public void put(JointState state, int metric, double value) {
        if (metric >= state.metrics) {
            if (metric >= config.maxMetrics()) {
                return;
            }
            state.grow(metric + 1);
        }
        state.values[metric] = value;
        int age = state.ages[metric];
        if (age > 0) {
            state.ages[metric] = 0;
            state.arrived++;
            state.live += age > config.hold() ? 1 : 0;
        }
    }

    /**
     * Ends a frame that was {@linkplain #takes accepted}. Returns whether the row was scored; {@code out} changes only
     * then.
     *
     * @param timestampMillis time of the frame, and of the row with it
     * @param sharers the number of sharers of the device's budget: {@link io.anomalyradar.detector.DeviceState#sharers}
     */
    public boolean step(JointState state, long timestampMillis, int sharers, MultivariateEvaluation out) {
        state.newestMillis = timestampMillis;
        state.frames++;
        boolean due = 2 * state.arrived >= state.live || state.frames >= config.frames();
        if (state.metrics < config.leastMetrics() || !due) {
            return false;
        }
        fill(state);
        detector.step(state.learnt, state.row, state.metrics, timestampMillis, out);
        emission.step(state.emission, timestampMillis, sharers, out);
        return true;
    }

    /** Completes the row and starts the next one. */
    private void fill(JointState state) {
        int hold = config.hold();
        int live = 0;
        for (int i = 0; i < state.metrics; i++) {
            int age = state.ages[i];
            state.row[i] = age <= hold ? state.values[i] : Double.NaN;
            if (age <= hold) {
                state.ages[i] = age + 1;
                live += age < hold ? 1 : 0;
            }
        }
        state.live = live;
        state.arrived = 0;
        state.frames = 0;
    }

    /**
     * The {@code most} metrics with the largest shares in the newest row, largest first, in order of position if equal;
     * none below one hundredth.
     */
    public List<Share> shares(JointState state, int most) {
        double[] parts = new double[state.learnt.metrics()];
        detector.contributions(state.learnt, parts);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] >= LEAST_SHARE) {
                shares.add(new Share(i, parts[i]));
            }
        }
        shares.sort(Comparator.comparingDouble(Share::part).reversed());
        return List.copyOf(shares.subList(0, Math.min(most, shares.size())));
    }
}
