package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.Alarm;
import io.anomalyradar.detector.window.SlidingWindow;
import io.anomalyradar.detector.zscore.ZScore;

/**
 * Where the parts of a series' state are in its stretch of the array: what depends on two settings only.
 *
 * @param window samples in the ring
 * @param evaluations n of the alarm policy
 */
record SeriesLayout(int window, int evaluations) {

    /* The series' own numbers, from own(). */
    static final int SAMPLES = 0; // scored or learnt; 0 means that LAST says nothing
    static final int LAST = 1; // newest time, milliseconds
    static final int LATE = 2;
    private static final int OWN = 3;

    static SeriesLayout of(DetectorConfig config) {
        return new SeriesLayout(config.window(), config.alarm().evaluations());
    }

    /** The series' own numbers come after the alarm policy, which is first. */
    int own() {
        return Alarm.stateSize(evaluations);
    }

    /** Where the z-score detector begins. */
    int zscore() {
        return own() + OWN;
    }

    /** Where the window begins, which all detectors of the series share; its ring is at the end. */
    int windowAt() {
        return zscore() + ZScore.SIZE;
    }

    /** How many numbers one series takes. */
    int size() {
        return windowAt() + SlidingWindow.HEADER + window;
    }

    /** How many numbers this many series take. */
    int size(int series) {
        long size = (long) series * size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(series + " series of " + window + " samples are too many for one device");
        }
        return (int) size;
    }
}
