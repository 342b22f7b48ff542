package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.AlarmBudget;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.numerics.Numerics;

/**
 * Decides which anomalies of a device are emitted: those whose peak reaches a threshold that spends the false-alarm
 * budget. The threshold starts at the configured one and never falls below it unless a number of alarms is configured.
 * It also never falls below the score that opens an anomaly, because there are no further anomalies below it. The state
 * is {@value #SIZE} numbers from the start of a caller's array, all zeros when new. Holds only settings, thread-safe.
 */
final class EmissionThreshold {

    static final int SIZE = 2 + AlarmBudget.SIZE;

    private static final int EMITTED = 0; // 1: the open anomaly has been emitted
    private static final int NEWEST = 1; // time of the newest row
    static final int BUDGET = 2;

    private final AlarmBudget budget;
    private final double first;

    /**
     * Emission under this budget.
     *
     * @param threshold peak score from which the first anomaly is emitted
     * @param enter score from which a row is unusual
     */
    EmissionThreshold(BudgetConfig budget, double threshold, double enter) {
        this.first = Numerics.larger(threshold, enter);
        this.budget = AlarmBudget.beginningAt(first, enter, budget);
    }

    /** Records that the open anomaly was closed without a row. */
    static void close(double[] state) {
        state[EMITTED] = 0;
    }

    /**
     * Processes a row that the detector has stepped, and leaves the transition to emit in {@code row}: none until the
     * peak of the open anomaly is high enough, and then that it has opened.
     *
     * @param sharers the number of sharers of the device's budget
     */
    void step(double[] state, long timestampMillis, int sharers, MultivariateEvaluation row) {
        double elapsed = AlarmBudget.observe(state, BUDGET, Numerics.larger(timestampMillis - state[NEWEST], 0));
        state[NEWEST] = timestampMillis;
        row.observed(elapsed);
        if (!row.isScored()) {
            return;
        }
        double threshold = budget.threshold(state, BUDGET, elapsed, first, sharers);
        if (state[EMITTED] != 0) {
            state[EMITTED] = row.isAlarmed() ? 1 : 0;
        } else if (row.isAlarmed() && row.run().peakScore() >= threshold) {
            state[EMITTED] = 1;
            budget.spend(state, BUDGET);
            row.transition(Transition.OPENED);
        } else {
            row.transition(Transition.NONE);
        }
    }
}
