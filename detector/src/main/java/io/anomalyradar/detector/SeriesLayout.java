package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.calibration.AlarmBudget;
import io.anomalyradar.detector.method.ZScore;

/**
 * The positions of the parts of a series' state in its part of the array. They depend on three settings only.
 *
 * @param window number of samples kept; 0 if the method keeps none
 * @param evaluations n of the alarm policy
 * @param numbers size of the detector's state, which follows from method and window
 */
record SeriesLayout(Method method, int window, int evaluations, int numbers) {

    /* The series' own numbers, relative to own(). */
    static final int SAMPLES = 0; // scored or learnt; 0: LAST is meaningless
    static final int LAST = 1; // newest time, milliseconds
    static final int LATE = 2;
    static final int BUDGET = 3; // AlarmBudget
    private static final int OWN = BUDGET + AlarmBudget.SIZE;

    private static final int[] WITHOUT_WINDOW = new int[Method.last() + 1]; // numbers, by the code of the method

    static SeriesLayout of(DetectorConfig config) {
        int window = config.method().keepsWindow() ? config.window() : 0;
        return of(Method.of(config.method()), window, config.alarm().evaluations());
    }

    static SeriesLayout of(Method method, int window, int evaluations) {
        return new SeriesLayout(method, window, evaluations, numbers(method, window));
    }

    /** The state size of a detector in numbers, defined by the detector; the same for all windows if it keeps none. */
    private static int numbers(Method method, int window) {
        if (window > 0) {
            return Scorer.stateSize(method.defaults(), window);
        }
        int known = WITHOUT_WINDOW[method.code()];
        if (known == 0) {
            known = Scorer.stateSize(method.defaults(), 0);
            WITHOUT_WINDOW[method.code()] = known; // racing threads write the same value
        }
        return known;
    }

    /** The series' own numbers follow the alarm policy, which is first. */
    int own() {
        return Alarm.stateSize(evaluations);
    }

    /** The start of the detector's numbers. */
    int detector() {
        return own() + OWN;
    }

    /** The start of the z-score detector's window; its ring is at the end. */
    int windowAt() {
        return detector() + ZScore.SIZE;
    }

    /** The size of one series, in numbers. */
    int size() {
        return detector() + numbers;
    }

    /** The size of this many series, in numbers. */
    int size(int series) {
        long size = (long) series * size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(series + " series of " + size() + " numbers are too many for one device");
        }
        return (int) size;
    }
}
