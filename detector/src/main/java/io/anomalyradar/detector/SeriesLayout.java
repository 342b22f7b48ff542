package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.budget.AlarmBudget;
import io.anomalyradar.detector.zscore.ZScore;

/**
 * Where the parts of a series' state are in its stretch of the array: what depends on three settings only.
 *
 * @param window samples that are kept; 0 where the method keeps none
 * @param evaluations n of the alarm policy
 * @param numbers how many the detector takes, which follows from method and window
 */
record SeriesLayout(Method method, int window, int evaluations, int numbers) {

    /* The series' own numbers, from own(). */
    static final int SAMPLES = 0; // scored or learnt; 0 means that LAST says nothing
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

    /** How many numbers a detector takes: its own affair, and the same for all windows where it keeps none. */
    private static int numbers(Method method, int window) {
        if (window > 0) {
            return Judge.stateSize(method.defaults(), window);
        }
        int known = WITHOUT_WINDOW[method.code()];
        if (known == 0) {
            known = Judge.stateSize(method.defaults(), 0);
            WITHOUT_WINDOW[method.code()] = known; // threads that race write the same
        }
        return known;
    }

    /** The series' own numbers come after the alarm policy, which is first. */
    int own() {
        return Alarm.stateSize(evaluations);
    }

    /** Where the detector begins. */
    int detector() {
        return own() + OWN;
    }

    /** Where the window of the z-score detector begins; its ring is at the end. */
    int windowAt() {
        return detector() + ZScore.SIZE;
    }

    /** How many numbers one series takes. */
    int size() {
        return detector() + numbers;
    }

    /** How many numbers this many series take. */
    int size(int series) {
        long size = (long) series * size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(series + " series of " + size() + " numbers are too many for one device");
        }
        return (int) size;
    }
}
