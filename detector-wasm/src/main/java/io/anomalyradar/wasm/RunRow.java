package io.anomalyradar.wasm;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;

/**
 * The numbers of an anomaly that opened, grew or ended, as a row of {@value #SIZE} numbers. The order is part of
 * {@code spec/detector-js.md}.
 */
final class RunRow {

    static final int SIZE = 14;

    private RunRow() {}

    static void write(double[] rows, int at, int series, int sample, Transition transition, AnomalyRun run) {
        rows[at] = series;
        rows[at + 1] = sample;
        rows[at + 2] = Flags.transition(transition);
        rows[at + 3] = run.severity().code();
        rows[at + 4] = run.pattern().code();
        rows[at + 5] = run.startMillis();
        rows[at + 6] = run.endMillis();
        rows[at + 7] = run.samples();
        rows[at + 8] = run.peakMillis();
        rows[at + 9] = run.peakValue();
        rows[at + 10] = run.peakExpected();
        rows[at + 11] = run.peakLower();
        rows[at + 12] = run.peakUpper();
        rows[at + 13] = run.peakScore();
    }
}
