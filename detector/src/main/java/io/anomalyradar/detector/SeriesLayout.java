package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.budget.AlarmBudget;
import io.anomalyradar.detector.ensemble.Ensemble;
import io.anomalyradar.detector.ensemble.EnsembleConfig;
import io.anomalyradar.detector.window.SlidingWindow;
import io.anomalyradar.detector.zscore.ZScore;

/**
 * Where the parts of a series' state are in its stretch of the array: what depends on three settings only.
 *
 * @param window samples in the ring; 0 where the method keeps none
 * @param evaluations n of the alarm policy
 */
record SeriesLayout(Method method, int window, int evaluations) {

    /* The series' own numbers, from own(). */
    static final int SAMPLES = 0; // scored or learnt; 0 means that LAST says nothing
    static final int LAST = 1; // newest time, milliseconds
    static final int LATE = 2;
    static final int BUDGET = 3; // AlarmBudget
    private static final int OWN = BUDGET + AlarmBudget.SIZE;

    private static final int ENSEMBLE = new Ensemble(EnsembleConfig.DEFAULT).stateSize();

    static SeriesLayout of(DetectorConfig config) {
        int window = config.method() == Method.ENSEMBLE ? 0 : config.window();
        return new SeriesLayout(config.method(), window, config.alarm().evaluations());
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
        return switch (method) {
            case ENSEMBLE -> detector() + ENSEMBLE;
            case ZSCORE -> windowAt() + SlidingWindow.HEADER + window;
        };
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
