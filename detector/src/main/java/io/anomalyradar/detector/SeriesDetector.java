package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.budget.AlarmBudget;
import java.util.Arrays;

/**
 * The detector of one series: order of time, warm-up, score, alarm policy, learning, in one step a sample.
 *
 * <p>The state is {@link #stateSize()} numbers anywhere in a caller's array, so that a host can keep many series in one; a stretch
 * of zeros is a series that has seen nothing. Deterministic: the same samples and configuration give the same bits on every host.
 * O(1) a sample, allocates nothing. The object holds only settings: it is immutable and thread-safe, the array is not.
 */
public final class SeriesDetector {

    /** Times are in [−2⁵³, 2⁵³] milliseconds (about 285,000 years about 1970), which a double holds exactly. */
    public static final long MAX_TIMESTAMP_MILLIS = 1L << 53;

    /** Values are finite and at most this in magnitude, so that their fourth powers stay finite. */
    public static final double MAX_MAGNITUDE = 1e75;

    private final DetectorConfig config;
    private final int version;
    private final SeriesLayout layout;
    private final int own;
    private final int detector;
    private final Judge judge;
    private final Alarm alarm;
    private final AlarmBudget budget;

    /** A detector with these settings. */
    public SeriesDetector(DetectorConfig config) {
        this.config = config;
        this.version = config.version();
        this.layout = SeriesLayout.of(config);
        this.own = layout.own();
        this.detector = layout.detector();
        this.judge = Judge.of(config.method(), config.window());
        this.alarm = new Alarm(config.alarm());
        this.budget = new AlarmBudget(config.budget());
    }

    /** The settings. */
    public DetectorConfig config() {
        return config;
    }

    /** {@link DetectorConfig#version()}, computed once: what every score of this detector carries. */
    public int configVersion() {
        return version;
    }

    /** How many numbers the state of a series takes. */
    public int stateSize() {
        return layout.size();
    }

    /** Makes the series one that has seen nothing. */
    public void reset(double[] state, int offset) {
        Arrays.fill(state, offset, offset + stateSize(), 0);
    }

    /**
     * Takes the next sample of the series in order of arrival.
     *
     * <p>A sample earlier than the newest before it is {@link SampleStatus#LATE}: counted, and nothing else changes. One of equal
     * time is scored. The sample is judged by what was learnt before it, and then learnt.
     *
     * @param value finite and at most {@link #MAX_MAGNITUDE} in magnitude
     * @throws IllegalArgumentException if the value or the time is out of range; the state is unchanged
     */
    public void step(double[] state, int offset, long timestampMillis, double value, Evaluation out) {
        step(state, offset, timestampMillis, value, 1, out);
    }

    /**
     * The same for a series that is one of {@code sharers} of a device that may share a budget. A state that was made or restored under another method,
     * window or alarm policy is first {@linkplain #adopt adopted}.
     */
    @SuppressWarnings("ReferenceEquality") // one comparison a sample; equal layouts become the same one
    public void step(SeriesState state, long timestampMillis, double value, int sharers, Evaluation out) {
        if (state.layout() != layout) {
            adopt(state);
        }
        step(state.numbers(), 0, timestampMillis, value, sharers, out);
    }

    /**
     * Moves a state to this configuration's method, window and alarm policy, if it has others. Times, counters and an open anomaly go on;
     * unusual evaluations that have not opened an anomaly are forgotten when the policy looks at another number of them. A raw window keeps its newest
     * samples, as many as the new one holds, and sums them anew; the ensemble learns them; from the ensemble to a raw window the series warms up
     * anew.
     */
    void adopt(SeriesState state) {
        SeriesLayout from = state.layout();
        if (from.equals(layout)) {
            state.replace(layout, state.numbers()); // summing anew would change the last bits
            return;
        }
        double[] numbers = new double[layout.size()];
        resize(state.numbers(), 0, from, numbers, 0);
        state.replace(layout, numbers);
    }

    /** The same for numbers in an array of the caller's. */
    void step(double[] state, int offset, long timestampMillis, double value, int sharers, Evaluation out) {
        requireRange(timestampMillis, value);
        int series = offset + own;
        double time = timestampMillis;
        double samples = state[series + SeriesLayout.SAMPLES];
        double sinceLast = time - state[series + SeriesLayout.LAST];
        if (samples > 0 && sinceLast < 0) {
            state[series + SeriesLayout.LATE]++;
            out.observed(0);
            out.notScored(SampleStatus.LATE);
            return;
        }
        double elapsed = AlarmBudget.observe(state, series + SeriesLayout.BUDGET, sinceLast);
        state[series + SeriesLayout.SAMPLES] = samples + 1;
        state[series + SeriesLayout.LAST] = time;
        out.observed(elapsed);
        if (judge.learnt(state, offset + detector) < config.warmUp()) {
            judge.learn(state, offset + detector, timestampMillis, value, out.verdict);
            out.notScored(SampleStatus.WARM_UP);
        } else {
            double threshold =
                    budget.threshold(state, series + SeriesLayout.BUDGET, elapsed, judge.threshold(), sharers);
            score(state, offset, timestampMillis, value, threshold, out);
        }
    }

    private void score(
            double[] state, int offset, long timestampMillis, double value, double threshold, Evaluation out) {
        judge.step(state, offset + detector, timestampMillis, value, threshold, out.verdict);
        if (threshold > 0) {
            out.verdict.demand(threshold);
        }
        Transition transition = alarm.step(state, offset, timestampMillis, value, out.verdict, out.run());
        if (transition == Transition.OPENED) {
            budget.spend(state, offset + own + SeriesLayout.BUDGET);
        }
        SampleStatus unalarmed = out.unusual() ? SampleStatus.UNUSUAL : SampleStatus.NORMAL;
        out.scored(alarm.isOpen(state, offset) ? SampleStatus.ALARM : unalarmed, transition);
    }

    private static void requireRange(long timestampMillis, double value) {
        if (!(Math.abs(value) <= MAX_MAGNITUDE)) {
            throw new IllegalArgumentException("value must be finite and at most 1e75 in magnitude, was " + value);
        }
        if (timestampMillis > MAX_TIMESTAMP_MILLIS || timestampMillis < -MAX_TIMESTAMP_MILLIS) {
            throw new IllegalArgumentException("timestampMillis must be in [-2^53, 2^53], was " + timestampMillis);
        }
    }

    /** Moves the state of a series of another layout to this one, where {@code target} is zeros. */
    private void resize(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        System.arraycopy(source, sourceOffset + from.own(), target, targetOffset + own, detector - own);
        if (from.evaluations() == layout.evaluations()) {
            System.arraycopy(source, sourceOffset, target, targetOffset, own);
        } else {
            alarm.resize(source, sourceOffset, from.evaluations(), target, targetOffset);
        }
        judge.succeed(source, sourceOffset, from, target, targetOffset + detector);
    }
}
