package io.anomalyradar.app.score;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.verdict.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The results for the cells of one row, overwritten row by row. A cell that is not scored (warm-up, late, refused, no
 * value) has score 0 and no alarm. A row of several cells has their joint score, and it alarms while an anomaly of the
 * device is open. If the cells are not scored jointly, the row has the highest score of them, and it alarms when any of
 * them does. Not thread-safe.
 */
public final class RowScores {
    private final double[] units;
    private final boolean[] alarms;
    private final double[] expected;
    private final double[] lower;
    private final double[] upper;
    private final Pattern[] kinds;
    private @Nullable JointScore joint;

    RowScores(int cells) {
        units = new double[cells];
        alarms = new boolean[cells];
        expected = new double[cells];
        lower = new double[cells];
        upper = new double[cells];
        kinds = new Pattern[cells];
        for (int i = 0; i < cells; i++) {
            notScored(i);
        }
    }

    void notScored(int cell) {
        units[cell] = 0;
        alarms[cell] = false;
        expected[cell] = Double.NaN;
        lower[cell] = Double.NaN;
        upper[cell] = Double.NaN;
        kinds[cell] = Pattern.NONE;
    }

    void scored(int cell, Evaluation evaluation) {
        double unit = ScoreScale.toUnit(evaluation.score());
        units[cell] = Double.isNaN(unit) ? 0 : unit;
        alarms[cell] = evaluation.raised();
        expected[cell] = evaluation.expected();
        lower[cell] = evaluation.lower();
        upper[cell] = evaluation.upper();
        kinds[cell] = evaluation.pattern();
    }

    /** The joint score of the cells; null if they are not scored jointly. */
    void joint(@Nullable JointScore whole) {
        joint = units.length > 1 ? whole : null;
    }

    /** The joint score of the cells; null if there is only one, or they are not scored jointly. */
    @Nullable
    JointScore joint() {
        return joint;
    }

    /** How many cells the row has. */
    public int cells() {
        return units.length;
    }

    /** The row's score, 0 to 1. */
    public double score() {
        if (joint != null) {
            return joint.unit();
        }
        return units.length == 0 ? 0 : units[highest()];
    }

    /** Whether the row alarms. */
    public boolean alarm() {
        if (joint != null) {
            return joint.alarm();
        }
        for (boolean alarm : alarms) {
            if (alarm) {
                return true;
            }
        }
        return false;
    }

    /** The cell with the highest score; the first of several. */
    int highest() {
        int highest = 0;
        for (int i = 1; i < units.length; i++) {
            if (units[i] > units[highest]) {
                highest = i;
            }
        }
        return highest;
    }

    /** A cell's score, 0 to 1. */
    double score(int cell) {
        return units[cell];
    }

    boolean alarm(int cell) {
        return alarms[cell];
    }

    /** NaN when the cell is not scored. */
    double expected(int cell) {
        return expected[cell];
    }

    /** NaN when the cell is not scored. */
    public double lower(int cell) {
        return lower[cell];
    }

    /** NaN when the cell is not scored. */
    public double upper(int cell) {
        return upper[cell];
    }

    Pattern kind(int cell) {
        return kinds[cell];
    }
}
