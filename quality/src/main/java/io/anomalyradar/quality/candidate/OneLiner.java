package io.anomalyradar.quality.candidate;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A detector of one line, which no detector may lose to. Its score of a row depends on rows up to that one. If there
 * are earlier rows, each metric is standardised by their mean and standard deviation. Several metrics are combined by
 * the root mean square, variances by the mean. A missing value repeats the one before it. It has no threshold.
 */
public final class OneLiner implements Candidate {
    /** The variance of the last 32 rows. */
    public static final OneLiner VARIANCE = new OneLiner("variance of the last 32 rows", OneLiner::variance);

    /** The difference from the row before. */
    public static final OneLiner DIFFERENCE = new OneLiner("difference from the row before", OneLiner::difference);

    /** The z-score against the earlier rows, or, if there are none, against all rows so far. */
    public static final OneLiner Z_SCORE = new OneLiner("z-score against the past", OneLiner::zScore);

    /** The z-score against a level and a spread that follow with rate 0.01. */
    public static final OneLiner RUNNING_Z = new OneLiner("running z, rate 0.01", OneLiner::runningZ);

    /** All of them. */
    public static final List<OneLiner> ALL = List.of(VARIANCE, DIFFERENCE, Z_SCORE, RUNNING_Z);

    private static final int SPAN = 32;
    private static final double RATE = 0.01;

    private final String name;
    private final Line line;

    /** The score of each row; {@code past} has no rows if nothing is known. */
    @FunctionalInterface
    private interface Line {
        double[] scores(double[][] rows, double[][] past);
    }

    private OneLiner(String name, Line line) {
        this.name = name;
        this.line = line;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double threshold() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Answer answer(Recording recording) throws IOException {
        double[][] past = recording.past() == null ? new double[0][] : rows(recording.past(), recording, 0);
        double[][] rows = rows(recording.data(), recording, recording.skipped());
        standardise(rows, past);
        double[] scores = line.scores(rows, past);
        return Answer.of(scores, new boolean[scores.length]);
    }

    private static double[][] rows(CsvFile file, Recording recording, int skipped) throws IOException {
        List<double[]> rows = new ArrayList<>();
        try (CsvTable table = CsvTable.open(file, recording.options())) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                double[] values = row.values().clone();
                for (int i = 0; i < values.length; i++) {
                    if (Double.isNaN(values[i])) {
                        values[i] = rows.isEmpty() ? 0 : rows.get(rows.size() - 1)[i];
                    }
                }
                rows.add(values);
            }
        }
        return rows.subList(Math.min(skipped, rows.size()), rows.size()).toArray(double[][]::new);
    }

    private static void standardise(double[][] rows, double[][] past) {
        if (past.length == 0 || rows.length == 0) {
            return;
        }
        for (int m = 0; m < rows[0].length; m++) {
            int metric = m;
            double mean = Arrays.stream(past)
                    .mapToDouble(row -> row[metric])
                    .average()
                    .orElse(0);
            double variance = Arrays.stream(past)
                    .mapToDouble(row -> (row[metric] - mean) * (row[metric] - mean))
                    .average()
                    .orElse(0);
            double sigma = variance == 0 ? 1 : Math.sqrt(variance);
            for (double[] row : rows) {
                row[metric] = (row[metric] - mean) / sigma;
            }
            for (double[] row : past) {
                row[metric] = (row[metric] - mean) / sigma;
            }
        }
    }

    private static double[] variance(double[][] rows, double[][] past) {
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int metrics = rows[i].length;
            for (int m = 0; m < metrics; m++) {
                double newest = rows[i][m]; // the origin, so that equal values have variance 0
                double sum = 0;
                double squares = 0;
                for (int k = 0; k < SPAN; k++) {
                    double off = rows[Math.max(0, i - k)][m] - newest;
                    sum += off;
                    squares += off * off;
                }
                scores[i] += (squares - sum * sum / SPAN) / (SPAN * metrics);
            }
        }
        return scores;
    }

    private static double[] difference(double[][] rows, double[][] past) {
        double[] scores = new double[rows.length];
        for (int i = 1; i < rows.length; i++) {
            double[] off = new double[rows[i].length];
            for (int m = 0; m < off.length; m++) {
                off[m] = rows[i][m] - rows[i - 1][m];
            }
            scores[i] = rootMeanSquare(off);
        }
        return scores;
    }

    private static double[] zScore(double[][] rows, double[][] past) {
        if (past.length > 0) {
            return Arrays.stream(rows).mapToDouble(OneLiner::rootMeanSquare).toArray(); // standardised already
        }
        double[] scores = new double[rows.length];
        double[] sum = new double[rows.length == 0 ? 0 : rows[0].length];
        double[] squares = new double[sum.length];
        double[] z = new double[sum.length];
        for (int i = 0; i < rows.length; i++) {
            for (int m = 0; m < z.length; m++) {
                double value = rows[i][m] - rows[0][m];
                double mean = sum[m] / Math.max(1, i);
                double variance = squares[m] / Math.max(1, i) - mean * mean;
                z[m] = variance > 0 ? (value - mean) / Math.sqrt(variance) : 0;
                sum[m] += value;
                squares[m] += value * value;
            }
            scores[i] = rootMeanSquare(z);
        }
        return scores;
    }

    private static double[] runningZ(double[][] rows, double[][] past) {
        double[] scores = new double[rows.length];
        if (rows.length == 0) {
            return scores;
        }
        double[] level = (past.length > 0 ? past[0] : rows[0]).clone();
        double[] variance = new double[level.length];
        for (double[] row : past) {
            follow(row, level, variance);
        }
        for (int i = 0; i < rows.length; i++) {
            scores[i] = follow(rows[i], level, variance);
        }
        return scores;
    }

    /** Scores a row, then learns it. */
    private static double follow(double[] row, double[] level, double[] variance) {
        double[] z = new double[row.length];
        for (int m = 0; m < row.length; m++) {
            double off = row[m] - level[m];
            z[m] = variance[m] > 0 ? off / Math.sqrt(variance[m]) : 0;
            level[m] += RATE * off;
            variance[m] += RATE * (off * off - variance[m]);
        }
        return rootMeanSquare(z);
    }

    private static double rootMeanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / Math.max(1, values.length));
    }
}
