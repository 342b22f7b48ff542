package io.anomalyradar.detector.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.calibration.BudgetConfig.Scope;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AlarmBudgetTest {

    private static final double MINUTE = 60_000;
    private static final double WEEK = 7 * 24 * 60 * MINUTE;
    private static final double OWN = 3.8;

    private final double[] state = new double[AlarmBudget.SIZE];

    /**
     * Scores of any scale, and more of them at the end than at the start of the budget: the spent budget equals the
     * configured one.
     */
    @Property(tries = 40)
    void anyScores_alarmsAreTheTimeTimesTheRateAndTheThresholdsMove(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.2, max = 8) double scale,
            @ForAll @DoubleRange(min = 1, max = 200) double perWeek) {
        AlarmBudget budget = asked(perWeek);
        Random random = new Random(seed);
        double[] numbers = new double[AlarmBudget.SIZE];
        int alarms = 0;
        double first = 0;
        double last = 0;
        int minutes = 40_000;
        int counted = 300; // from where on the beginning is no longer corrected

        for (int i = 0; i < minutes; i++) {
            double elapsed = AlarmBudget.observe(numbers, 0, MINUTE);
            last = budget.threshold(numbers, 0, elapsed, OWN, 1);
            first = i == counted ? last : first;
            double score = -Math.log(random.nextDouble()) * scale * (i > minutes / 2 ? 3 : 1);
            if (score >= last) {
                budget.spend(numbers, 0);
                alarms += i >= counted ? 1 : 0;
            }
        }

        double expected = perWeek * (minutes - counted) * MINUTE / WEEK + Math.log(last / first) / Math.log(1.3);
        assertThat((double) alarms).isCloseTo(expected, within(1.5 + 0.02 * expected));
    }

    @Test
    void asked_thresholdBeginsHigherTheMoreOftenSamplesCome() {
        double minutes = thresholdAfter(64, MINUTE, asked(1));
        double seconds = thresholdAfter(64, 1_000, asked(1));

        assertThat(minutes).isCloseTo(Math.log10(10_080), within(0.01));
        assertThat(seconds - minutes).isCloseTo(Math.log10(60), within(0.01));
    }

    @Test
    void notAsked_thresholdIsNeverBelowTheDetectorsOwn() {
        AlarmBudget budget = new AlarmBudget(BudgetConfig.DEFAULT);

        double after = thresholdAfter(100_000, MINUTE, budget);

        assertThat(after).isEqualTo(OWN);
    }

    /** The rule as one number, which a changed threshold of the detector would stay in. */
    @Property(tries = 40)
    void notAsked_thresholdIsThatOfOneNumberWhichNeverFallsBelowTheDetectorsOwn(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 20) double own) {
        AlarmBudget budget = new AlarmBudget(BudgetConfig.DEFAULT);
        Random random = new Random(seed);
        thresholdAfter(300, MINUTE, own, budget);
        double reference = budget.threshold(state, 0, 0, own, 1);

        for (int i = 0; i < 20_000; i++) {
            reference = Math.max((1 - Math.log(1.3) * BudgetConfig.CEILING / WEEK * MINUTE) * reference, own);
            double elapsed = AlarmBudget.observe(state, 0, MINUTE);
            double threshold = budget.threshold(state, 0, elapsed, own, 1);
            assertThat(threshold).isCloseTo(reference, within(1e-9 * reference));
            if (random.nextInt(2_000) == 0) {
                budget.spend(state, 0);
                reference *= 1.3;
            }
        }
    }

    @Property(tries = 40)
    void notAsked_ownThresholdIsRaisedAndLowered_isExactlyThatOfASeriesNeverRaised(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 100) double meanwhile) {
        AlarmBudget budget = new AlarmBudget(BudgetConfig.DEFAULT);
        double[] never = new double[AlarmBudget.SIZE];
        double[] raised = new double[AlarmBudget.SIZE];
        Random random = new Random(seed);

        for (int i = 0; i < 10_000; i++) {
            double other = i > 1_000 && i < 9_000 ? meanwhile : OWN;
            double expected = budget.threshold(never, 0, AlarmBudget.observe(never, 0, MINUTE), OWN, 1);
            double threshold = budget.threshold(raised, 0, AlarmBudget.observe(raised, 0, MINUTE), other, 1);
            if (other == OWN) {
                assertThat(threshold).isEqualTo(expected);
            } else {
                assertThat(threshold).isGreaterThanOrEqualTo(meanwhile);
            }
            if (random.nextInt(500) == 0) {
                budget.spend(raised, 0);
                budget.spend(never, 0);
            }
        }
        assertThat(AlarmBudget.factor(raised, 0)).isEqualTo(AlarmBudget.factor(never, 0));
    }

    @Test
    void asked_anotherNumber_movesTheThresholdAtOnceAndBack() {
        double seldom = thresholdAfter(20_000, MINUTE, asked(0.01));

        double often = asked(100).threshold(state, 0, 0, OWN, 1);
        double again = asked(0.01).threshold(state, 0, 0, OWN, 1);

        assertThat(often / seldom).isCloseTo(usual(100) / usual(0.01), within(1e-3));
        assertThat(again).isCloseTo(seldom, within(1e-9));
    }

    @Test
    void scopeOfDevice_moreSeries_raiseTheThresholdAtOnce() {
        AlarmBudget budget = new AlarmBudget(new BudgetConfig(10, Scope.DEVICE, 1_000));
        thresholdAfter(1_000, MINUTE, budget);

        double alone = budget.threshold(state, 0, 0, OWN, 1);
        double shared = budget.threshold(state, 0, 0, OWN, 10);

        assertThat(shared / alone).isCloseTo(usual(1) / usual(10), within(1e-3));
    }

    @Test
    void firstNumberAfterMonthsWithoutAlarms_beginsWhereThatNumberUsuallyBegins() {
        AlarmBudget none = new AlarmBudget(BudgetConfig.DEFAULT);
        thresholdAfter(500_000, MINUTE, none);
        none.spend(state, 0);

        double threshold = asked(1).threshold(state, 0, 0, OWN, 1);

        assertThat(threshold).isCloseTo(1.3 * usual(1), within(0.02));
    }

    @Test
    void numberIsNoLongerAsked_beginsAsANewSeriesAndFallsToTheDetectorsOwn() {
        thresholdAfter(20_000, MINUTE, asked(100_000));
        AlarmBudget none = new AlarmBudget(BudgetConfig.DEFAULT);

        double first = none.threshold(state, 0, 0, OWN, 1);
        double later = none.threshold(state, 0, WEEK, OWN, 1);

        assertThat(first).isEqualTo(OWN); // T₀ is below it
        assertThat(later).isEqualTo(OWN);
    }

    @Test
    void beginningAtAScore_anotherScore_holdsAtOnce() {
        thresholdAfter(1_000, MINUTE, 20, AlarmBudget.beginningAt(20, 1.8, BudgetConfig.DEFAULT));
        AlarmBudget lowered = AlarmBudget.beginningAt(3, 1.8, BudgetConfig.DEFAULT);

        assertThat(lowered.threshold(state, 0, 0, 3, 1)).isEqualTo(3);
    }

    @Test
    void calibrated_isTheProbabilityOfTheFalseAlarmsThatArePromised() {
        thresholdAfter(64, MINUTE, asked(1));
        double minutes = AlarmBudget.calibrated(state, 0);
        thresholdAfter(64, 10, asked(1));
        double hundredths = AlarmBudget.calibrated(state, 0);

        assertThat(minutes).isCloseTo(Math.log10(10_080 / 0.05), within(0.01));
        assertThat(hundredths).isCloseTo(Math.log10(60_480 / 0.05), within(0.01)); // as if one came every ten seconds
    }

    @Test
    void notAskedAndNoOwnThreshold_thereIsNone() {
        AlarmBudget budget = new AlarmBudget(BudgetConfig.DEFAULT);
        AlarmBudget.observe(state, 0, MINUTE);

        assertThat(budget.threshold(state, 0, MINUTE, 0, 1)).isZero();
    }

    @Test
    void beginningAtAScore_isThereWhateverTheRateAndThenSpends() {
        AlarmBudget seldom = AlarmBudget.beginningAt(3, 1.8, BudgetConfig.DEFAULT);

        assertThat(thresholdAfter(64, MINUTE, 3, seldom)).isEqualTo(3);
        assertThat(thresholdAfter(64, 1, 3, seldom)).isEqualTo(3);
        seldom.spend(state, 0);
        assertThat(seldom.threshold(state, 0, 0, 3, 1)).isCloseTo(3.9, within(1e-9));
        assertThat(seldom.threshold(state, 0, WEEK / 8, 3, 1)).isCloseTo(3.4, within(0.05));
        assertThat(seldom.threshold(state, 0, WEEK / 2, 3, 1)).isEqualTo(3);
    }

    @Test
    void beginningAtAScore_numberIsAsked_fallsToTheLeastAndNoLower() {
        BudgetConfig many = new BudgetConfig(1_000, Scope.SERIES, 1_000);

        double after = thresholdAfter(10_000, MINUTE, 3, AlarmBudget.beginningAt(3, 1.8, many));

        assertThat(after).isEqualTo(1.8);
    }

    @Test
    void factorThatOthersHaveShown_isWhereItBeginsAndFromThereItIsSpent() {
        AlarmBudget budget = asked(1);
        double usual = thresholdAfter(17, MINUTE, budget);
        Arrays.fill(state, 0);

        AlarmBudget.begin(state, 0, 2.5);
        double known = AlarmBudget.factor(state, 0);
        double first = 0;
        for (int i = 0; i < 17; i++) {
            first = budget.threshold(state, 0, AlarmBudget.observe(state, 0, MINUTE), OWN, 1);
        }

        assertThat(known).isZero();
        assertThat(first).isCloseTo(2.5 * usual, within(1e-3));
        assertThat(AlarmBudget.factor(state, 0)).isCloseTo(2.5, within(1e-3));
    }

    @Test
    void alarmBeforeTheFirstThreshold_costsNothing() {
        AlarmBudget.begin(state, 0, 2.5);

        asked(1).spend(state, 0);
        double after = 0;
        for (int i = 0; i < 17; i++) {
            after = asked(1).threshold(state, 0, AlarmBudget.observe(state, 0, 0), OWN, 1);
        }

        assertThat(after).isEqualTo(OWN); // time stands still
        assertThat(state[3]).isEqualTo(2.5);
    }

    @Test
    void beginningAsUsual_leavesNoTrace() {
        AlarmBudget.begin(state, 0, 1);

        assertThat(state).containsOnly(0);
    }

    @Test
    void beginningAt_belowTheLeast_isRefused() {
        assertThatThrownBy(() -> AlarmBudget.beginningAt(1, 1.8, BudgetConfig.DEFAULT))
                .hasMessage("first must be at least 1.8 above 0, was 1.0");
    }

    @Test
    void timeStandsStill_thresholdIsTheDetectorsOwn() {
        AlarmBudget budget = asked(1);

        assertThat(thresholdAfter(1_000, 0, budget)).isEqualTo(OWN);
    }

    @Test
    void gap_savesNothing() {
        AlarmBudget budget = asked(1);
        double before = thresholdAfter(1_000, MINUTE, budget);

        double elapsed = AlarmBudget.observe(state, 0, 50 * WEEK);
        double after = budget.threshold(state, 0, elapsed, OWN, 1);

        assertThat(elapsed).isCloseTo(10 * MINUTE, within(1.0));
        assertThat(after).isCloseTo(before, within(0.01));
    }

    @Test
    void scopeOfDeviceAndFleet_shareTheBudgetEvenly() {
        BudgetConfig device = new BudgetConfig(6, Scope.DEVICE, 1_000);
        BudgetConfig fleet = new BudgetConfig(6, Scope.FLEET, 1_000);

        assertThat(device.each(3)).isEqualTo(2);
        assertThat(fleet.each(3)).isEqualTo(0.006);
        assertThat(BudgetConfig.DEFAULT.each(3)).isEqualTo(BudgetConfig.CEILING);
    }

    @Test
    void outOfRange_isRefused() {
        assertThatThrownBy(() -> new BudgetConfig(-1, Scope.SERIES, 1)).hasMessageContaining("alarmsPerWeek");
        assertThatThrownBy(() -> new BudgetConfig(Double.NaN, Scope.SERIES, 1)).hasMessageContaining("alarmsPerWeek");
        assertThatThrownBy(() -> new BudgetConfig(1, Scope.SERIES, 0)).hasMessageContaining("fleetSeries");
    }

    /** T₀ for samples that come every minute. */
    private static double usual(double perWeek) {
        return Math.log10(10_080 / perWeek);
    }

    private static AlarmBudget asked(double perWeek) {
        return new AlarmBudget(new BudgetConfig(perWeek, Scope.SERIES, 1_000));
    }

    private double thresholdAfter(int samples, double interval, AlarmBudget budget) {
        return thresholdAfter(samples, interval, OWN, budget);
    }

    private double thresholdAfter(int samples, double interval, double own, AlarmBudget budget) {
        double[] numbers = new double[AlarmBudget.SIZE];
        double threshold = 0;
        for (int i = 0; i < samples; i++) {
            double elapsed = AlarmBudget.observe(numbers, 0, interval);
            threshold = budget.threshold(numbers, 0, elapsed, own, 1);
        }
        System.arraycopy(numbers, 0, state, 0, numbers.length);
        return threshold;
    }
}
