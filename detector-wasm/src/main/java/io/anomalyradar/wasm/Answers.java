package io.anomalyradar.wasm;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;

/** The answers of a batch in columns, a row a sample, and the anomalies that changed, in the order of the samples. */
final class Answers {

    final SharedDoubles scores;
    final SharedDoubles expected;
    final SharedDoubles lower;
    final SharedDoubles upper;
    final SharedInts flags;
    final SharedDoubles runs;
    private int changed;

    Answers(int capacity) {
        scores = new SharedDoubles(capacity);
        expected = new SharedDoubles(capacity);
        lower = new SharedDoubles(capacity);
        upper = new SharedDoubles(capacity);
        flags = new SharedInts(capacity);
        runs = new SharedDoubles(RunRow.SIZE * capacity);
    }

    /** Forgets the anomalies of the batch before. */
    void begin() {
        changed = 0;
    }

    void scored(int row, int series, Evaluation evaluation) {
        scores.array[row] = evaluation.score();
        expected.array[row] = evaluation.expected();
        lower.array[row] = evaluation.lower();
        upper.array[row] = evaluation.upper();
        flags.array[row] = Flags.of(evaluation);
        Transition transition = evaluation.transition();
        if (transition != Transition.NONE) {
            RunRow.write(runs.array, RunRow.SIZE * changed++, series, row, transition, evaluation.run());
        }
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
