package io.anomalyradar.quality.nab;

import io.anomalyradar.quality.events.EventCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores one detector over a corpus. An alert is a row whose score is at least the threshold. In a window only the best
 * alert counts; outside windows every alert counts. One threshold applies to the whole corpus: a given one, or the best
 * one for a profile (which NAB publishes).
 */
public final class NabScorer {
    private static final int PARTS = 5;

    private final List<NabSeries> corpus;
    private final List<double[]> scores;

    /**
     * A scorer for the output of a detector.
     *
     * @param scores of each series, one per row; higher is more anomalous; none is NaN
     * @throws IllegalArgumentException if the numbers of series or of rows differ
     */
    @SuppressWarnings("ArrayRecordComponent")
    public NabScorer(List<NabSeries> corpus, List<double[]> scores) {
        this.corpus = List.copyOf(corpus);
        this.scores = List.copyOf(scores);
        if (corpus.size() != scores.size()) {
            throw new IllegalArgumentException("scores must be of " + corpus.size() + " series, was " + scores.size());
        }
        for (int i = 0; i < corpus.size(); i++) {
            if (corpus.get(i).rows() != scores.get(i).length) {
                throw new IllegalArgumentException(
                        "scores of series " + i + " must be " + corpus.get(i).rows() + ", was " + scores.get(i).length);
            }
        }
    }

    /**
     * The best threshold for a profile, and its score.
     *
     * @param threshold the highest of several equally good ones; infinite if no alerts are best
     */
    public record Optimum(double score, double threshold) {}

    /** The score of a profile at its best threshold. */
    public Optimum optimised(NabProfile profile) {
        return ThresholdSweep.over(corpus, scores).best(profile, findable(), windows());
    }

    /** The score of a profile at a threshold: 100 is perfect, 0 is no alerts, below 0 is worse than no alerts. */
    public double at(NabProfile profile, double threshold) {
        double[] sum = new double[PARTS];
        for (double[] part : parts(threshold)) {
            for (int i = 0; i < PARTS; i++) {
                sum[i] += part[i];
            }
        }
        return score(profile, sum);
    }

    /**
     * For each series, the numbers whose sums over series give the score at a threshold: gain in windows, windows
     * found, worth of false alerts, windows that can be found, windows.
     */
    public List<double[]> parts(double threshold) {
        List<double[]> parts = new ArrayList<>();
        for (int s = 0; s < corpus.size(); s++) {
            NabSeries series = corpus.get(s);
            double[] best = new double[series.windows().size()];
            double falseWorth = 0;
            for (int i = series.probation(); i < series.rows(); i++) {
                if (!(scores.get(s)[i] >= threshold)) {
                    continue;
                }
                int window = series.windowOf(i);
                if (window == NabSeries.OUTSIDE) {
                    falseWorth += series.worth(i);
                } else {
                    best[window] = Math.max(best[window], series.worth(i));
                }
            }
            double gain = 0;
            int found = 0;
            for (double worth : best) {
                gain += worth;
                found += worth > 0 ? 1 : 0;
            }
            parts.add(new double[] {gain, found, falseWorth, series.findable(), best.length});
        }
        return parts;
    }

    /** The score of a profile for sums of {@link #parts}; NaN if there is no window. */
    public static double score(NabProfile profile, double[] sum) {
        int findable = (int) sum[3];
        return profile.normalised(profile.worth(sum[0], findable - (int) sum[1], sum[2]), findable, (int) sum[4]);
    }

    /**
     * Windows found and false events at a threshold; a false event is a run of alerts outside windows, with at most one
     * row between them.
     */
    public EventCounts events(double threshold) {
        EventCounts sum = EventCounts.NONE;
        for (int s = 0; s < corpus.size(); s++) {
            sum = sum.plus(events(corpus.get(s), scores.get(s), threshold));
        }
        return sum;
    }

    private static EventCounts events(NabSeries series, double[] scores, double threshold) {
        boolean[] found = new boolean[series.windows().size()];
        List<Double> delays = new ArrayList<>();
        int falseEvents = 0;
        int lastFalse = Integer.MIN_VALUE;
        for (int i = series.probation(); i < series.rows(); i++) {
            boolean alert = scores[i] >= threshold;
            int window = series.windowOf(i);
            if (window != NabSeries.OUTSIDE) {
                lastFalse = Integer.MIN_VALUE;
                if (alert && !found[window]) {
                    found[window] = true;
                    delays.add(
                            (double) i - Math.max(series.windows().get(window).left(), series.probation()));
                }
            } else if (alert) {
                falseEvents += i - (long) lastFalse > 1 ? 1 : 0;
                lastFalse = i;
            }
        }
        return new EventCounts(
                series.findable(), delays.size(), falseEvents, series.rows() - series.probation(), delays);
    }

    private int findable() {
        return corpus.stream().mapToInt(NabSeries::findable).sum();
    }

    private int windows() {
        return corpus.stream().mapToInt(series -> series.windows().size()).sum();
    }
}
