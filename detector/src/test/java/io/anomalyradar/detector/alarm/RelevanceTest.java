package io.anomalyradar.detector.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.alarm.Relevance.Direction;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RelevanceTest {

    private static final HoldOff HOLD_OFF = new HoldOff(1_000, 0, 50);
    private static final double EXPECTED = 100;

    private final Verdict verdict = new Verdict();
    private final AnomalyRun run = new AnomalyRun();

    @ParameterizedTest
    @CsvSource({
        "BOTH,  0, 0,  101, true",
        "BOTH,  0, 0,   99, true",
        "ABOVE, 0, 0,  101, true",
        "ABOVE, 0, 0,   99, false",
        "BELOW, 0, 0,  101, false",
        "BELOW, 0, 0,   99, true",
        "BOTH,  5, 0,  105, true",
        "BOTH,  5, 0, 104.9, false",
        "BOTH,  5, 0,   95, true",
        "BOTH,  0, 8,  108, true",
        "BOTH,  0, 8,   93, false",
        "BOTH,  5, 8,  106, false",
        "ABOVE, 5, 8,  108, true"
    })
    void step_unusualSample_isEmittedIfItIsFarEnoughOnTheSideAskedFor(
            Direction direction, double deviation, double percent, double value, boolean emitted) {
        Alarm alarm = policy(new Relevance(direction, deviation, percent, 0));
        double[] state = new double[alarm.stateSize()];

        Transition transition = step(alarm, state, 1, value, value > EXPECTED ? Pattern.SPIKE : Pattern.DIP);

        assertThat(transition).isEqualTo(emitted ? Transition.OPENED : Transition.NONE);
        assertThat(verdict.unusual()).isEqualTo(emitted);
        assertThat(alarm.isOpen(state, 0)).isEqualTo(emitted);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pattern.class,
            names = {"FLAT_LINE", "GAP", "SHAPE", "VARIANCE_CHANGE", "OSCILLATION"})
    void step_patternWithoutASide_isEmittedWhateverIsAskedOfSides(Pattern pattern) {
        Alarm alarm = policy(new Relevance(Direction.ABOVE, 50, 50, 0));

        Transition transition = step(alarm, new double[alarm.stateSize()], 1, EXPECTED, pattern);

        assertThat(transition).isEqualTo(Transition.OPENED);
    }

    @Test
    void step_leastDeviationBeyondTheBand_isTheBoundOfTheAnomaly() {
        Alarm alarm = policy(new Relevance(Direction.BOTH, 5, 0, 0));

        step(alarm, new double[alarm.stateSize()], 1, 120, Pattern.SPIKE);

        assertThat(run.peakLower()).isEqualTo(95); // the band is 98 to 102
        assertThat(run.peakUpper()).isEqualTo(105);
    }

    @Test
    void step_anomalyThatLasts_opensOnceItHasLastedAndReportsItsWholeCourse() {
        Alarm alarm = policy(new Relevance(Direction.BOTH, 0, 0, 300));
        double[] state = new double[alarm.stateSize()];

        assertThat(step(alarm, state, 1_000, 130, Pattern.SPIKE)).isEqualTo(Transition.NONE);
        assertThat(alarm.isOpen(state, 0)).isFalse();
        assertThat(verdict.raised()).isFalse();
        assertThat(step(alarm, state, 1_100, 110, Pattern.SPIKE)).isEqualTo(Transition.NONE);
        assertThat(away(alarm, state, 1_299)).isEqualTo(Transition.NONE);

        Transition transition = away(alarm, state, 1_300);

        assertThat(transition).isEqualTo(Transition.OPENED);
        assertThat(verdict.raised()).isTrue();
        assertThat(run.startMillis()).isEqualTo(1_000);
        assertThat(run.endMillis()).isEqualTo(1_300);
        assertThat(run.samples()).isEqualTo(4);
        assertThat(run.peakValue()).isEqualTo(130);
        assertThat(run.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(step(alarm, state, 1_400, 110, Pattern.SPIKE)).isEqualTo(Transition.NONE); // held
        assertThat(usual(alarm, state, 1_500)).isEqualTo(Transition.NONE);
        assertThat(usual(alarm, state, 1_600)).isEqualTo(Transition.ENDED);
        assertThat(run.endMillis()).isEqualTo(1_400);
    }

    @Test
    void step_anomalyThatEndsBefore_isNeverEmittedAndHoldsNothingOff() {
        Alarm alarm = policy(new Relevance(Direction.BOTH, 0, 0, 300));
        double[] state = new double[alarm.stateSize()];

        step(alarm, state, 1_000, 130, Pattern.SPIKE);
        assertThat(usual(alarm, state, 1_050)).isEqualTo(Transition.NONE);
        assertThat(usual(alarm, state, 1_100)).isEqualTo(Transition.NONE);
        step(alarm, state, 1_200, 110, Pattern.SPIKE);
        step(alarm, state, 1_400, 110, Pattern.SPIKE);

        assertThat(step(alarm, state, 1_500, 110, Pattern.SPIKE)).isEqualTo(Transition.OPENED);
        assertThat(run.startMillis()).isEqualTo(1_200);
        assertThat(run.peakValue()).isEqualTo(110);
    }

    @Property(tries = 300)
    void step_anyEvaluations_opensTheRunsOfTheSamePolicyThatLastedLongEnough(@ForAll long seed) {
        SplitMix64 random = new SplitMix64(seed);
        long least = 1 + (long) (random.uniform() * 20);
        Alarm alarm =
                new Alarm(new AlarmConfig(2, 3, 2, 9, 2, 10, HoldOff.NONE, new Relevance(Direction.BOTH, 0, 0, least)));
        Alarm impatient = new Alarm(new AlarmConfig(2, 3, 2, 9, 2, 10, HoldOff.NONE));
        double[] state = new double[alarm.stateSize()];
        double[] other = new double[impatient.stateSize()];
        List<Long> emitted = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        AnomalyRun all = new AnomalyRun();
        for (long t = 0; t < 400; t++) {
            Pattern pattern = random.uniform() < 0.55 ? Pattern.SPIKE : Pattern.NONE;
            judge(110, pattern);
            if (alarm.step(state, 0, t, 110, verdict, run) == Transition.ENDED) {
                emitted.add(run.startMillis());
                assertThat(run.endMillis() - run.startMillis()).isGreaterThanOrEqualTo(least);
            }
            judge(110, pattern);
            if (impatient.step(other, 0, t, 110, verdict, all) == Transition.ENDED
                    && all.endMillis() - all.startMillis() >= least) {
                expected.add(all.startMillis());
            }
        }

        assertThat(emitted).isEqualTo(expected);
    }

    @Test
    void relevance_outOfRange_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Relevance(Direction.BOTH, -1, 0, 0))
                .withMessage("leastDeviation must be in [0, 1e75], was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Relevance(Direction.BOTH, 0, Double.NaN, 0))
                .withMessage("leastPercent must be in [0, 1e75], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Relevance(Direction.BOTH, 0, 0, -1))
                .withMessage("leastMillis must not be negative, was -1");
    }

    private static Alarm policy(Relevance relevance) {
        return new Alarm(new AlarmConfig(1, 1, 2, 9, 1.5, 10, HOLD_OFF, relevance));
    }

    /**
     * An unusual evaluation; its evidence is a third of the distance of the value from the expected one, and not below
     * 5.
     */
    private Transition step(Alarm alarm, double[] state, long timestampMillis, double value, Pattern pattern) {
        judge(value, pattern);
        return alarm.step(state, 0, timestampMillis, value, verdict, run);
    }

    private void judge(double value, Pattern pattern) {
        verdict.expect(EXPECTED, EXPECTED - 2, EXPECTED + 2);
        verdict.judge(value - EXPECTED, Math.max(Math.abs(value - EXPECTED) / 3, 5), pattern);
    }

    /** A usual evaluation of a signal that has not come back. */
    private Transition away(Alarm alarm, double[] state, long timestampMillis) {
        judge(EXPECTED + 1, Pattern.NONE);
        verdict.proceed();
        return alarm.step(state, 0, timestampMillis, EXPECTED + 1, verdict, run);
    }

    private Transition usual(Alarm alarm, double[] state, long timestampMillis) {
        return step(alarm, state, timestampMillis, EXPECTED, Pattern.NONE);
    }
}
