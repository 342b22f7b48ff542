package io.anomalyradar.wasm;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.calibration.BudgetConfig;

/**
 * The settings that a page gives, as numbers in a fixed order; NaN is the default of the method. The order is that of
 * {@code radar-detector.js}: add, never change.
 */
final class GivenSettings {
    private static final int WINDOW = 0;
    private static final int WARM_UP = 1;
    private static final int UNUSUAL = 2;
    private static final int EVALUATIONS = 3;
    private static final int END_AFTER = 4;
    private static final int CRITICAL_SCORE = 5;
    private static final int GROWTH_FACTOR = 6;
    private static final int SHIFT_AFTER = 7;
    private static final int THRESHOLD = 8;
    private static final int ALARMS_PER_WEEK = 9;

    private final double[] numbers;

    private GivenSettings(double[] numbers) {
        this.numbers = numbers;
    }

    /** {@code defaults} with the numbers that are given. */
    static DetectorConfig over(DetectorConfig defaults, double[] numbers) {
        if (numbers.length <= ALARMS_PER_WEEK) {
            throw new IllegalArgumentException("settings must have " + (ALARMS_PER_WEEK + 1) + " numbers");
        }
        return new GivenSettings(numbers).over(defaults);
    }

    private DetectorConfig over(DetectorConfig defaults) {
        AlarmConfig alarm = defaults.alarm();
        BudgetConfig budget = defaults.budget();
        return new DetectorConfig(
                isGiven(THRESHOLD) ? Threshold.of(defaults.method(), numbers[THRESHOLD]) : defaults.method(),
                whole(WINDOW, defaults.window()),
                whole(WARM_UP, defaults.warmUp()),
                new AlarmConfig(
                        whole(UNUSUAL, alarm.unusual()),
                        whole(EVALUATIONS, alarm.evaluations()),
                        whole(END_AFTER, alarm.endAfter()),
                        number(CRITICAL_SCORE, alarm.criticalScore()),
                        number(GROWTH_FACTOR, alarm.growthFactor()),
                        whole(SHIFT_AFTER, alarm.shiftAfter()),
                        alarm.holdOff(),
                        alarm.relevance()),
                new BudgetConfig(
                        number(ALARMS_PER_WEEK, budget.alarmsPerWeek()),
                        budget.scope(),
                        budget.fleetSeries(),
                        budget.prior()));
    }

    private boolean isGiven(int setting) {
        return !Double.isNaN(numbers[setting]);
    }

    private double number(int setting, double otherwise) {
        return isGiven(setting) ? numbers[setting] : otherwise;
    }

    private int whole(int setting, int otherwise) {
        return isGiven(setting) ? (int) numbers[setting] : otherwise;
    }
}
