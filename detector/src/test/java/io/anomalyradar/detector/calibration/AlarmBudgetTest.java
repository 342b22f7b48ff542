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

        assertThat(minutes).isCloseTo(3.8 + 1.25 * (Math.log10(10_080) - 3), within(0.01));
        assertThat(seconds - minutes).isCloseTo(1.25 * Math.log10(60), within(0.01));
    }

    @Test
    void notAsked_thresholdIsNeverBelowTheDetectorsOwn() {
        AlarmBudget budget = new AlarmBudget(BudgetConfig.DEFAULT);

        double after = thresholdAfter(100_000, MINUTE, budget);

        assertThat(after).isEqualTo(OWN);
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
