package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.AlarmBudget;
import java.util.Arrays;

/**
 * The detector of one series: time order, warm-up, score, alarm policy and learning, in one step per sample.
 *
 * <p>The state is {@link #stateSize()} numbers anywhere in a caller's array, so that a host can keep many series in one
 * array; all zeros mean a series without samples. Deterministic: the same samples and configuration give the same bits
 * on every host. O(1) per sample; allocates nothing. The object holds only settings: it is immutable and thread-safe;
 * the array is not.
 */
public final class SeriesDetector {

    /**
     * Times are in [−2⁵³, 2⁵³] milliseconds (about 285,000 years before and after 1970), which a double represents
     * exactly.
     */
    public static final long MAX_TIMESTAMP_MILLIS = 1L << 53;

    /** Values are finite and have at most this magnitude, so that their fourth powers stay finite. */
    public static final double MAX_MAGNITUDE = 1e75;

    private final DetectorConfig config;
    private final int version;
    private final SeriesLayout layout;
    private final int own;
    private final int detector;
    private final Scorer scorer;
    private final Alarm alarm;
    private final AlarmBudget budget;
    private final boolean isCalibrated;

    /** A detector with these settings. */
    public SeriesDetector(DetectorConfig config) {
        this.config = config;
        this.version = config.version();
        this.layout = SeriesLayout.of(config);
        this.own = layout.own();
        this.detector = layout.detector();
        this.scorer = Scorer.of(config.method(), config.window());
        this.alarm = new Alarm(config.alarm());
        this.budget = new AlarmBudget(config.budget());
        this.isCalibrated = config.method().isCalibrated();
    }

    /** The settings. */
    public DetectorConfig config() {
        return config;
    }

    /** {@link DetectorConfig#version()}, computed once; every score of this detector carries it. */
    public int configVersion() {
        return version;
    }

    /** The state size of a series, in numbers. */
    public int stateSize() {
        return layout.size();
    }

    /** Resets the series to one without samples. */
    public void reset(double[] state, int offset) {
        Arrays.fill(state, offset, offset + stateSize(), 0);
    }

    /**
     * Processes the next sample of the series, in order of arrival.
     *
     * <p>A sample earlier than the newest one is {@link SampleStatus#LATE}: it is counted, and nothing else changes. A
     * sample of equal time is scored. The sample is scored by what was learnt before it, and then learnt.
     *
     * @param value finite and at most {@link #MAX_MAGNITUDE} in magnitude
     * @throws IllegalArgumentException if the value or the time is out of range; the state is unchanged
     */
    public void step(double[] state, int offset, long timestampMillis, double value, Evaluation out) {
        step(state, offset, timestampMillis, value, 1, out);
    }

    /**
     * The same for a series that is one of {@code sharers} in a device whose budget may be shared. A state that was
     * created or restored with another method, window or alarm policy is first {@linkplain #adopt adopted}.
     */
    @SuppressWarnings("ReferenceEquality") // one comparison per sample; equal layouts become the same object
    public void step(SeriesState state, long timestampMillis, double value, int sharers, Evaluation out) {
        if (state.layout() != layout) {
            adopt(state);
        }
        step(state.numbers(), 0, timestampMillis, value, sharers, out);
    }

    /**
     * Moves a state to this configuration's method, window and alarm policy, if they differ. Times, counters and an
     * open anomaly continue; unusual evaluations that have not opened an anomaly are discarded if the policy considers
     * a different number of evaluations. A raw window keeps as many of its newest samples as the new one holds, and
     * recomputes their sums. With another method the series warms up again.
     */
    void adopt(SeriesState state) {
        SeriesLayout from = state.layout();
        if (from.equals(layout)) {
            state.replace(layout, state.numbers()); // recomputing the sums would change the last bits
            return;
        }
        double[] numbers = new double[layout.size()];
        resize(state.numbers(), 0, from, numbers, 0);
        state.replace(layout, numbers);
    }

    /** The same for numbers in the caller's array. */
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
        out.verdict.begin(state, offset, offset + detector, offset + layout.size(), alarm.mayBegin(state, offset));
        double elapsed = AlarmBudget.observe(state, series + SeriesLayout.BUDGET, sinceLast);
        state[series + SeriesLayout.SAMPLES] = samples + 1;
        state[series + SeriesLayout.LAST] = time;
        out.observed(elapsed);
        double most = scorer.most(state, offset + detector);
        double usual = isCalibrated ? AlarmBudget.calibrated(state, series + SeriesLayout.BUDGET) : 0;
        double calibrated = Math.max(scorer.threshold(), usual);
        if (scorer.learnt(state, offset + detector) < config.warmUp() || most < usual) {
            scorer.learn(state, offset + detector, timestampMillis, value, out.verdict);
            out.notScored(SampleStatus.WARM_UP);
        } else {
            double threshold = budget.threshold(state, series + SeriesLayout.BUDGET, elapsed, calibrated, sharers);
            double certain = isCalibrated && !config.budget().isAsked()
                    ? Math.min(Alarm.CRITICAL * calibrated, most)
                    : Double.POSITIVE_INFINITY;
            score(state, offset, timestampMillis, value, threshold, certain, out);
        }
    }

    /**
     * Scores a sample. An alarm that is certain, as far as its past can tell, is no reason to raise a calibrated
     * threshold: faults do not hide the next ones. A configured number of alarms counts every alarm.
     */
    private void score(
            double[] state,
            int offset,
            long timestampMillis,
            double value,
            double threshold,
            double certain,
            Evaluation out) {
        scorer.step(state, offset + detector, timestampMillis, value, threshold, out.verdict);
        if (threshold > 0) {
            out.verdict.demand(threshold);
        }
        Transition transition = alarm.step(state, offset, timestampMillis, value, out.verdict, out.run());
        if (transition == Transition.OPENED && out.verdict.evidence() < certain) {
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

    /** Moves the state of a series from another layout to this one; {@code target} is all zeros. */
    private void resize(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        System.arraycopy(source, sourceOffset + from.own(), target, targetOffset + own, detector - own);
        if (from.evaluations() == layout.evaluations()) {
            System.arraycopy(source, sourceOffset, target, targetOffset, own);
        } else {
            alarm.resize(source, sourceOffset, from.evaluations(), target, targetOffset);
        }
        scorer.succeed(source, sourceOffset, from, target, targetOffset + detector);
    }
}
