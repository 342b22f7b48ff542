package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.AlarmBudget;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.numerics.Numerics;

/**
 * Which anomalies of a device are told: those whose peak reaches a threshold that spends the false-alarm budget. It begins at the one that is
 * configured and is, unless a number is asked for, never below it; nor is it ever below the score that opens an anomaly, of which there can be no more.
 * Its state is {@value #SIZE} numbers from the beginning of a caller's array, zeros when fresh. Holds only settings, thread-safe.
 */
final class Telling {

    static final int SIZE = 2 + AlarmBudget.SIZE;

    private static final int TOLD = 0; // 1: the open anomaly is told
    private static final int NEWEST = 1; // time of the newest row
    private static final int BUDGET = 2;

    private final AlarmBudget budget;
    private final double first;

    /**
     * Telling under this budget.
     *
     * @param threshold peak score from which the first anomaly is told
     * @param enter score from which a row is unusual
     */
    Telling(BudgetConfig budget, double threshold, double enter) {
        this.first = Numerics.larger(threshold, enter);
        this.budget = AlarmBudget.beginningAt(first, enter, budget);
    }

    /** Notes that the open anomaly was closed without a row. */
    static void close(double[] state) {
        state[TOLD] = 0;
    }

    /**
     * Takes a row that the detector has stepped, and leaves in {@code row} what is told: nothing until the peak of the open anomaly is high enough, that it
     * opened when it is.
     *
     * @param sharers how many have a part of what the device may spend
     */
    void step(double[] state, long timestampMillis, int sharers, MultivariateEvaluation row) {
        double elapsed = AlarmBudget.observe(state, BUDGET, Numerics.larger(timestampMillis - state[NEWEST], 0));
        state[NEWEST] = timestampMillis;
        row.observed(elapsed);
        if (!row.isScored()) {
            return;
        }
        double threshold = budget.threshold(state, BUDGET, elapsed, first, sharers);
        if (state[TOLD] != 0) {
            state[TOLD] = row.isAlarmed() ? 1 : 0;
        } else if (row.isAlarmed() && row.run().peakScore() >= threshold) {
            state[TOLD] = 1;
            budget.spend(state, BUDGET);
            row.tell(Transition.OPENED);
        } else {
            row.tell(Transition.NONE);
        }
    }
}
