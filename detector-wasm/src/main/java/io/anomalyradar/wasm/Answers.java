package io.anomalyradar.wasm;

import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.Transition;

/** The answers of a batch in columns, a row a sample, and the anomalies that changed, in the order of the samples. */
final class Answers implements Detections {

    final SharedDoubles scores;
    final SharedDoubles expected;
    final SharedDoubles lower;
    final SharedDoubles upper;
    final SharedInts flags;
    final SharedDoubles runs;
    private int changed;
    private int row;

    Answers(int capacity) {
        scores = new SharedDoubles(capacity);
        expected = new SharedDoubles(capacity);
        lower = new SharedDoubles(capacity);
        upper = new SharedDoubles(capacity);
        flags = new SharedInts(capacity);
        runs = new SharedDoubles(RunRow.SIZE * capacity);
    }

    /** Discards the anomalies of the batch before. */
    void begin() {
        changed = 0;
    }

    /** Turns to the row of the sample that comes next. */
    void row(int next) {
        row = next;
    }

    @Override
    public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
        scores.array[row] = evaluation.score();
        expected.array[row] = evaluation.expected();
        lower.array[row] = evaluation.lower();
        upper.array[row] = evaluation.upper();
        flags.array[row] = Flags.of(evaluation);
        Transition transition = evaluation.transition();
        if (transition != Transition.NONE) {
            int at = RunRow.SIZE * changed++;
            RunRow.write(runs.array, at, series.position(), row, transition, evaluation.run());
        }
    }

    @Override
    public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
        // a row of runs has no identity: it was written with the evaluation
    }

    void notScored(int row, int flag) {
        scores.array[row] = Double.NaN;
        expected.array[row] = Double.NaN;
        lower.array[row] = Double.NaN;
        upper.array[row] = Double.NaN;
        flags.array[row] = flag;
    }

    /** Shows JavaScript the first rows; returns how many anomalies changed. */
    int show(int rows) {
        scores.show(rows);
        expected.show(rows);
        lower.show(rows);
        upper.show(rows);
        flags.show(rows);
        runs.show(RunRow.SIZE * changed);
        return changed;
    }
}
