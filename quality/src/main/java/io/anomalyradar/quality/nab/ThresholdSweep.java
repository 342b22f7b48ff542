package io.anomalyradar.quality.nab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All scored rows of a corpus by descending score. The sweep lowers the threshold row by row and updates gain, misses
 * and false alerts, so that every threshold costs O(1) after the sort.
 */
final class ThresholdSweep {
    private static final double EQUALLY_GOOD = 1e-12;

    private final int count;
    private final int windows;
    private final double[] score;
    private final double[] worth;
    private final int[] window; // index through the whole corpus
    private int[] order = new int[0];

    private ThresholdSweep(int rows, int windows) {
        this.count = rows;
        this.windows = windows;
        this.score = new double[rows];
        this.worth = new double[rows];
        this.window = new int[rows];
    }

    static ThresholdSweep over(List<NabSeries> corpus, List<double[]> scores) {
        int rows = corpus.stream()
                .mapToInt(series -> series.rows() - series.probation())
                .sum();
        int windows =
                corpus.stream().mapToInt(series -> series.windows().size()).sum();
        ThresholdSweep sweep = new ThresholdSweep(rows, windows);
        int next = 0;
        int windowsBefore = 0;
        for (int s = 0; s < corpus.size(); s++) {
            NabSeries series = corpus.get(s);
            for (int i = series.probation(); i < series.rows(); i++) {
                sweep.score[next] = scores.get(s)[i];
                sweep.worth[next] = series.worth(i);
                int own = series.windowOf(i);
                sweep.window[next++] = own == NabSeries.OUTSIDE ? own : own + windowsBefore;
            }
            windowsBefore += series.windows().size();
        }
        sweep.order = IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -sweep.score[row]))
                .mapToInt(row -> row)
                .toArray();
        return sweep;
    }

    NabScorer.Optimum best(NabProfile profile, int findable, int allWindows) {
        double[] gained = new double[windows];
        Arrays.fill(gained, Double.NaN);
        double gain = 0;
        double falseWorth = 0;
        int missed = findable;
        double best = profile.worth(gain, missed, falseWorth);
        double threshold = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; ) {
            double level = score[order[k]];
            for (; k < count && score[order[k]] == level; k++) {
                int row = order[k];
                int of = window[row];
                if (of == NabSeries.OUTSIDE) {
                    falseWorth += worth[row];
                } else if (Double.isNaN(gained[of])) {
                    gained[of] = worth[row];
                    gain += worth[row];
                    missed--;
                } else if (worth[row] > gained[of]) {
                    gain += worth[row] - gained[of];
                    gained[of] = worth[row];
                }
            }
            double value = profile.worth(gain, missed, falseWorth);
            if (value > best + EQUALLY_GOOD) {
                best = value;
                threshold = level;
            }
        }
        return new NabScorer.Optimum(profile.normalised(best, findable, allWindows), threshold);
    }
}
