package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;

/**
 * The detector of a device with several metrics: one step per frame.
 *
 * <pre>
 * v = w v(LEVEL) + (1 − w) (v(MEAN) + v(JOINT) + v(RESIDUAL)) / 3     each member by its own log scale
 * score = −log₁₀ P(as large a v)                                      by the tail of the device
 * </pre>
 *
 * <p>A frame is scored by what was learnt before it, and then learnt. Any number of metrics is possible, and metrics
 * may be missing from a frame; a metric that appears later is learnt from then on. Only the order of frames counts:
 * neither their number nor their times are evidence. Deterministic; O(block + components) per metric and frame,
 * O(block²) if metrics are missing; allocates nothing unless a metric is new. The object holds only settings and is
 * thread-safe; a {@link MultivariateState} is not.
 */
public final class MultivariateDetector {

    private static final double MAX_MAGNITUDE = 1e75;

    private final MultivariateConfig config;
    private final MultivariateLayout layout;
    private final Standardiser standardiser;
    private final LevelChange level;
    private final Mewma mewma;
    private final IncrementalPca pca;
    private final LogScale scale;
    private final TailScale tail;
    private final Alarm alarm;

    /** A detector with these settings. */
    public MultivariateDetector(MultivariateConfig config) {
        this.config = config;
        this.layout = MultivariateLayout.of(config);
        this.standardiser = new Standardiser(config.standardiser());
        this.level = new LevelChange(config.level());
        this.mewma = new Mewma(config.mewma());
        this.pca = new IncrementalPca(config.pca());
        this.scale = new LogScale(config.scale());
        this.tail = new TailScale(config.tail());
        this.alarm = new Alarm(config.alarm());
    }

    /** A device without frames. */
    public MultivariateState newState() {
        return new MultivariateState(layout);
    }

    /**
     * Whether the state has the shape of this configuration; a state with another block, components or alarm policy
     * must be replaced by a new one.
     */
    public boolean fits(MultivariateState state) {
        return state.layout.equals(layout);
    }

    /**
     * Processes the next frame of the device.
     *
     * @param values the metrics by their positions, which never change; a value that is NaN, infinite or above
     *     {@value #MAX_MAGNITUDE} in magnitude is missing
     * @param count how many of {@code values} are metrics, at least as many as the state has (up to
     *     {@code maxMetrics}); further ones are new metrics
     * @param timestampMillis time of the frame, for the anomaly's start, peak and end
     * @throws IllegalArgumentException if the state does not {@linkplain #fits fit} or {@code count} is too small
     */
    public void step(
            MultivariateState state, double[] values, int count, long timestampMillis, MultivariateEvaluation out) {
        prepare(state, count);
        int present = observe(state, values);
        if (present == 0) {
            out.notScored();
            return;
        }
        double[] device = state.device;
        double frames = device[MultivariateLayout.FRAMES] + 1;
        device[MultivariateLayout.FRAMES] = frames;
        boolean ready = measure(state, present, frames > config.warmUp(), out);
        learn(state, values, (long) frames);
        if (ready) {
            decide(state, timestampMillis, out);
        } else {
            out.notScored();
        }
    }

    private void prepare(MultivariateState state, int count) {
        int metrics = Math.min(count, config.maxMetrics());
        if (metrics < state.metrics()) {
            throw new IllegalArgumentException("count must be at least " + state.metrics() + ", was " + count);
        }
        if (!fits(state)) {
            throw new IllegalArgumentException("the state is of " + state.layout + ", the detector of " + layout);
        }
        if (metrics > state.metrics()) {
            int known = state.metrics();
            state.grow(metrics);
            for (int i = known; i < metrics; i++) {
                mewma.append(state.covariance, state.factor, i);
            }
        }
    }

    /** Scores each metric, learns its level, and returns the number of metrics in the frame. */
    private int observe(MultivariateState state, double[] values) {
        int present = 0;
        for (int i = 0; i < state.metrics(); i++) {
            state.scores[i] = Double.NaN;
            state.changes[i] = 0;
            if (isPresent(values[i])) {
                present++;
                state.scores[i] = standardiser.score(state.standard, i * Standardiser.SIZE, values[i]);
                state.changes[i] = level.step(state.level, i * LevelChange.SIZE, values[i]);
            }
        }
        return present;
    }

    private static boolean isPresent(double value) {
        return Math.abs(value) <= MAX_MAGNITUDE;
    }

    /** Steps the members and, with {@code scaled}, evaluates their results. Returns whether there were any. */
    private boolean measure(MultivariateState state, int present, boolean scaled, MultivariateEvaluation out) {
        double[] device = state.device;
        int metrics = state.metrics();
        mewma.average(state.averages, state.scores, metrics);
        double[] factor = state.factor;
        if (present < metrics) {
            factor = state.marginal;
            mewma.marginal(state.covariance, factor, state.scores, metrics);
        }
        double joint = mewma.distance(factor, state.scores, state.scores, metrics, present, state.work);
        double mean = mewma.distance(factor, state.averages, state.scores, metrics, present, state.work);
        device[MultivariateLayout.JOINT] = mewma.smooth(device[MultivariateLayout.JOINT], joint);
        double residual = Math.sqrt(residual(state) / present);
        device[MultivariateLayout.RESIDUAL] = pca.smooth(device[MultivariateLayout.RESIDUAL], residual);
        if (!scaled) {
            return false;
        }
        boolean ready = scale.isReady(device, MultivariateLayout.SCALES);
        score(state, JointMember.LEVEL, levels(state, present), out);
        score(state, JointMember.MEAN, mean, out);
        score(state, JointMember.JOINT, device[MultivariateLayout.JOINT], out);
        score(state, JointMember.RESIDUAL, device[MultivariateLayout.RESIDUAL], out);
        return ready;
    }

    private void score(MultivariateState state, JointMember member, double statistic, MultivariateEvaluation out) {
        int at = MultivariateLayout.SCALES + member.code() * LogScale.SIZE;
        out.members[member.code()] = scale.step(state.device, at, statistic);
    }

    private double residual(MultivariateState state) {
        int metrics = state.metrics();
        boolean any = false;
        for (int i = 0; i < metrics; i++) {
            state.work[i] = state.scores[i];
            any |= Math.abs(state.scores[i]) > 0;
        }
        if (!any) {
            return 0;
        }
        state.device[MultivariateLayout.SCORED]++;
        return pca.step(state.components, state.work, metrics, state.device[MultivariateLayout.SCORED]);
    }

    private static double levels(MultivariateState state, int present) {
        double square = 0;
        for (int i = 0; i < state.metrics(); i++) {
            square += state.changes[i] * state.changes[i];
        }
        return Math.sqrt(square / present);
    }

    private void learn(MultivariateState state, double[] values, long frames) {
        double[] counts = state.work;
        for (int i = 0; i < state.metrics(); i++) {
            counts[i] = 0;
            if (isPresent(values[i])) {
                int at = i * Standardiser.SIZE;
                standardiser.update(state.standard, at, values[i]);
                counts[i] = standardiser.scored(state.standard, at);
            }
        }
        mewma.learn(state.covariance, state.factor, state.scores, counts, state.metrics(), frames);
    }

    private void decide(MultivariateState state, long timestampMillis, MultivariateEvaluation out) {
        double[] device = state.device;
        double others = out.member(JointMember.MEAN) + out.member(JointMember.JOINT) + out.member(JointMember.RESIDUAL);
        double value = config.levelWeight() * out.member(JointMember.LEVEL) + (1 - config.levelWeight()) * others / 3;
        double score = tail.score(device, MultivariateLayout.TAIL, value);
        tail.update(device, MultivariateLayout.TAIL, value, score);
        DecisionConfig decision = config.decision();
        boolean unusual = score >= (device[MultivariateLayout.UNUSUAL] != 0 ? decision.leave() : decision.enter());
        device[MultivariateLayout.UNUSUAL] = unusual ? 1 : 0;
        out.verdict.expect(Double.NaN, Double.NaN, Double.NaN);
        out.verdict.judge(value, score, unusual ? pattern(out) : Pattern.NONE);
        Transition transition =
                alarm.step(device, MultivariateLayout.ALARM, timestampMillis, Double.NaN, out.verdict, out.run);
        boolean open = alarm.isOpen(device, MultivariateLayout.ALARM);
        if (open && transition == Transition.NONE) {
            alarm.describe(device, MultivariateLayout.ALARM, out.run);
        }
        out.scored(open, transition);
    }

    /** Metrics at other levels, or an unusual combination of metrics: decided by the member with the highest value. */
    private static Pattern pattern(MultivariateEvaluation out) {
        double levels = Numerics.larger(out.member(JointMember.LEVEL), out.member(JointMember.MEAN));
        double together = Numerics.larger(out.member(JointMember.JOINT), out.member(JointMember.RESIDUAL));
        return levels >= together ? Pattern.LEVEL_SHIFT : Pattern.JOINT;
    }

    /**
     * Fills {@code out} with the share of each metric in the newest frame that was stepped with this state, at least 0,
     * with sum 1; all 0 after a restore. For the explanation of an anomaly: O(block) per metric.
     *
     * @param out at least {@link MultivariateState#metrics()} long
     */
    public void contributions(MultivariateState state, double[] out) {
        int metrics = state.metrics();
        mewma.contributions(state.factor, state.averages, metrics, out);
        double distance = 0;
        double change = 0;
        for (int i = 0; i < metrics; i++) {
            out[i] = out[i] > 0 ? out[i] : 0;
            distance += out[i];
            change += state.changes[i] * state.changes[i];
        }
        for (int i = 0; i < metrics; i++) {
            double ofDistance = distance > 0 ? out[i] / distance : 0;
            double ofChange = change > 0 ? state.changes[i] * state.changes[i] / change : 0;
            out[i] = (ofDistance + ofChange) / 2;
        }
    }
}
