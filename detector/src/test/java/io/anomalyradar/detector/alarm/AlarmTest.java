package io.anomalyradar.detector.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final int OFFSET = 1;

    private final AlarmConfig config = AlarmConfig.K_OF_N;
    private final Alarm alarm = new Alarm(config);
    private final double[] state = new double[OFFSET + alarm.stateSize()];
    private final AnomalyRun run = new AnomalyRun();
    private double threshold;
    private long now = 1_000;

    @Test
    void step_threeOfFive_opensAtTheFirstThatCounted() {
        assertThat(steps("U..")).containsExactly(Transition.NONE, Transition.NONE, Transition.NONE);
        assertThat(steps("U.U")).containsOnly(Transition.NONE); // the first is now the sixth

        assertThat(steps("U")).containsExactly(Transition.OPENED);

        assertThat(run.startMillis()).isEqualTo(1_003);
        assertThat(run.endMillis()).isEqualTo(1_006);
        assertThat(run.samples()).isEqualTo(4);
        assertThat(alarm.isOpen(state, OFFSET)).isTrue();
    }

    @Test
    void step_twoOfFiveForEver_neverOpens() {
        assertThat(steps("UU...".repeat(50))).containsOnly(Transition.NONE);
    }

    @Test
    void step_opening_peakIsTheWorstThatCounted() {
        step(5, Pattern.SPIKE);
        step(8, Pattern.DIP);

        Transition transition = step(6, Pattern.SPIKE);

        assertThat(transition).isEqualTo(Transition.OPENED);
        assertThat(run.peakMillis()).isEqualTo(1_001);
        assertThat(run.peakScore()).isEqualTo(8);
        assertThat(run.peakValue()).isEqualTo(80);
        assertThat(run.peakExpected()).isEqualTo(10);
        assertThat(run.peakLower()).isEqualTo(9);
        assertThat(run.peakUpper()).isEqualTo(11);
        assertThat(run.pattern()).isEqualTo(Pattern.DIP);
        assertThat(run.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void step_fiveUsualInARow_endsAtTheLastUnusual() {
        steps("UUU..U.");

        List<Transition> transitions = steps("....");

        assertThat(transitions).containsExactly(Transition.NONE, Transition.NONE, Transition.NONE, Transition.ENDED);
        assertThat(run.startMillis()).isEqualTo(1_000);
        assertThat(run.endMillis()).isEqualTo(1_005);
        assertThat(run.samples()).isEqualTo(6);
        assertThat(alarm.isOpen(state, OFFSET)).isFalse();
    }

    @Test
    void step_afterTheEnd_evaluationsOfTheOldRunDoNotCount() {
        steps("UUU.....");

        assertThat(steps("UU")).containsOnly(Transition.NONE);
        assertThat(steps("U")).containsExactly(Transition.OPENED);
        assertThat(run.startMillis()).isEqualTo(1_008);
    }

    @Test
    void step_scoreBecomesCritical_growsOnceAndStaysCritical() {
        steps("UUU");

        assertThat(step(9.5, Pattern.SPIKE)).isEqualTo(Transition.GREW);
        assertThat(run.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(step(9.6, Pattern.SPIKE)).isEqualTo(Transition.NONE);
        assertThat(step(5, Pattern.SPIKE)).isEqualTo(Transition.NONE);
        assertThat(steps(".....")).endsWith(Transition.ENDED);
        assertThat(run.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(run.peakScore()).isEqualTo(9.6);
    }

    @Test
    void step_highThreshold_isCriticalFromTwiceOfItOn() {
        threshold = 8;
        step(10, Pattern.SPIKE);
        step(10, Pattern.SPIKE);

        assertThat(step(15.9, Pattern.SPIKE)).isEqualTo(Transition.OPENED);
        assertThat(run.severity()).isEqualTo(Severity.WARNING);
        assertThat(step(16, Pattern.SPIKE)).isEqualTo(Transition.GREW);
        assertThat(run.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void step_scoreRisesForEver_isEmittedOncePerFactor() {
        steps("UUU");
        int grew = 0;

        for (double score = 5; score < 2.2e11; score *= 1.01) {
            grew += step(score, Pattern.DRIFT) == Transition.GREW ? 1 : 0;
        }

        assertThat(grew).isBetween(30, 37); // log2(2.2e11 / 5) and once for the severity
    }

    @Test
    void step_tenBeyondOneSide_becomesALevelShift() {
        List<Transition> transitions = steps("UUUUUUUUUU");

        assertThat(transitions).startsWith(Transition.NONE, Transition.NONE, Transition.OPENED, Transition.NONE);
        assertThat(transitions).endsWith(Transition.NONE, Transition.GREW);
        assertThat(run.pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
        assertThat(step(8, Pattern.DIP)).isEqualTo(Transition.NONE);
        steps(".....");
        assertThat(run.pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
    }

    @Test
    void step_worstSampleIsOfALevelShift_isEmittedOnceThoughItIsHardlyWorse() {
        for (int i = 0; i < 3; i++) {
            step(6, Pattern.SPIKE);
        }

        assertThat(step(7, Pattern.LEVEL_SHIFT)).isEqualTo(Transition.GREW);
        assertThat(run.pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
        assertThat(run.peakScore()).isEqualTo(7);
        assertThat(step(8, Pattern.LEVEL_SHIFT)).isEqualTo(Transition.NONE);
        assertThat(step(8.5, Pattern.SPIKE)).isEqualTo(Transition.NONE);
    }

    @Test
    void step_sidesAlternate_isNoLevelShift() {
        for (int i = 0; i < 40; i++) {
            step(6, i % 2 == 0 ? Pattern.SPIKE : Pattern.DIP);
        }

        assertThat(steps(".....")).endsWith(Transition.ENDED);
        assertThat(run.pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(run.samples()).isEqualTo(40);
    }

    @Test
    void resize_openRun_goesOn() {
        Alarm wide = new Alarm(new AlarmConfig(4, 8, 5, 9, 2, 10, HoldOff.NONE));
        double[] target = new double[3 + wide.stateSize()];
        steps("UUUU");

        wide.resize(state, OFFSET, config.evaluations(), target, 3);

        assertThat(wide.isOpen(target, 3)).isTrue();
        Verdict usual = new Verdict();
        AnomalyRun out = new AnomalyRun();
        for (int i = 0; i < 4; i++) {
            assertThat(wide.step(target, 3, now + i, 1, usual, out)).isEqualTo(Transition.NONE);
        }
        assertThat(wide.step(target, 3, now + 4, 1, usual, out)).isEqualTo(Transition.ENDED);
        assertThat(out.startMillis()).isEqualTo(1_000);
        assertThat(out.samples()).isEqualTo(4);
    }

    @Property
    void step_anyVerdicts_agreesWithTheRuleAppliedToTheWholeHistory(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(min = 1, max = 6) int endAfter) {
        SplitMix64 random = new SplitMix64(seed);
        int k = 1 + (int) (random.uniform() * n);
        Alarm policy = new Alarm(new AlarmConfig(k, n, endAfter, 9, 2, 10, HoldOff.NONE));
        double[] numbers = new double[policy.stateSize()];
        AnomalyRun actual = new AnomalyRun();
        Verdict verdict = new Verdict();
        List<Double> history = new ArrayList<>(); // scores since the end of the last run, 0 is usual
        int start = -1;
        for (int i = 0; i < 300; i++) {
            double score = random.uniform() < 0.4 ? 4 + 10 * random.uniform() : 0;
            verdict.judge(score, score, score > 0 ? Pattern.DRIFT : Pattern.NONE);
            Transition transition = policy.step(numbers, 0, i, i, verdict, actual);
            history.add(score);

            int from = Math.max(0, history.size() - n);
            if (start < 0
                    && history.subList(from, history.size()).stream()
                                    .filter(x -> x > 0)
                                    .count()
                            >= k) {
                while (history.get(from) == 0) {
                    from++;
                }
                start = from;
                assertThat(transition).isEqualTo(Transition.OPENED);
                assertRun(actual, history.subList(start, history.size()), i);
            } else if (start >= 0 && lastAreUsual(history, endAfter)) {
                assertThat(transition).isEqualTo(Transition.ENDED);
                assertRun(actual, history.subList(start, history.size() - endAfter), i - endAfter);
                start = -1;
                history.clear();
            } else {
                assertThat(transition).isNotIn(Transition.OPENED, Transition.ENDED);
            }
            assertThat(policy.isOpen(numbers, 0)).isEqualTo(start >= 0);
        }
    }

    private static boolean lastAreUsual(List<Double> history, int count) {
        return history.size() >= count
                && history.subList(history.size() - count, history.size()).stream()
                        .allMatch(x -> x == 0);
    }

    private static void assertRun(AnomalyRun actual, List<Double> scores, long end) {
        double peak = scores.stream().mapToDouble(x -> x).max().orElseThrow();
        assertThat(actual.samples()).isEqualTo(scores.size());
        assertThat(actual.endMillis()).isEqualTo(end);
        assertThat(actual.startMillis()).isEqualTo(end - scores.size() + 1);
        assertThat(actual.peakScore()).isEqualTo(peak);
        assertThat(actual.peakMillis()).isEqualTo(actual.startMillis() + scores.indexOf(peak));
        assertThat(actual.severity()).isEqualTo(peak >= 9 ? Severity.CRITICAL : Severity.WARNING);
    }

    @Test
    void config_outOfRange_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlarmConfig(6, 5, 5, 9, 2, 10, HoldOff.NONE))
                .withMessageContaining("unusual must be in [1, 5], was 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlarmConfig(3, 31, 5, 9, 2, 10, HoldOff.NONE))
                .withMessageContaining("evaluations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlarmConfig(3, 5, 5, Double.NaN, 2, 10, HoldOff.NONE))
                .withMessageContaining("criticalScore");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlarmConfig(3, 5, 5, 9, 1, 10, HoldOff.NONE))
                .withMessageContaining("growthFactor");
    }

    /** U is an unusual evaluation of score 5, a point a usual one. */
    private List<Transition> steps(String evaluations) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < evaluations.length(); i++) {
            transitions.add(evaluations.charAt(i) == 'U' ? step(5, Pattern.SPIKE) : step(0, Pattern.NONE));
        }
        return transitions;
    }

    private Transition step(double score, Pattern pattern) {
        Verdict verdict = new Verdict();
        verdict.expect(10, 9, 11);
        verdict.judge(score, score, pattern);
        if (threshold > 0) {
            verdict.demand(threshold);
        }
        return alarm.step(state, OFFSET, now++, 10 * score, verdict, run);
    }
}
