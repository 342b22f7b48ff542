package io.anomalyradar.quality.ranking;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well scores separate the labelled rows of one series from the others. Rows of equal score are treated as one
 * step.
 *
 * @param averagePrecision Σ (recall step · precision): the area under the precision–recall steps, from about share to 1
 * @param rocAuc the probability that a labelled row scores above an unlabelled one; ties count half
 * @param bestF1 of points, at the best threshold for these labels: an upper bound that no detector could choose
 * @param share of labelled rows: the average precision of random scores
 */
public record Ranking(double averagePrecision, double rocAuc, double bestF1, double share) {

    /**
     * The ranking of {@code scores} for {@code labels}; empty unless both classes occur.
     *
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public static Optional<Ranking> of(double[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + labels.length + " labels");
        }
        int positives =
                (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        if (positives == 0 || positives == labels.length) {
            return Optional.empty();
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(row -> row)
                .toArray();
        return Optional.of(sweep(scores, labels, order, positives));
    }

    private static Ranking sweep(double[] scores, boolean[] labels, int[] order, int positives) {
        long truePositives = 0;
        long falsePositives = 0;
        double precisions = 0;
        double pairs = 0;
        double bestF1 = 0;
        for (int k = 0; k < order.length; ) {
            double level = scores[order[k]];
            long hits = 0;
            long others = 0;
            for (; k < order.length && scores[order[k]] == level; k++) {
                if (labels[order[k]]) {
                    hits++;
                } else {
                    others++;
                }
            }
            pairs += others * (truePositives + hits / 2.0);
            truePositives += hits;
            falsePositives += others;
            precisions += hits * (truePositives / (double) (truePositives + falsePositives));
            bestF1 = Math.max(bestF1, 2.0 * truePositives / (truePositives + falsePositives + positives));
        }
        double negatives = order.length - positives;
        return new Ranking(
                precisions / positives, pairs / (positives * negatives), bestF1, positives / (double) order.length);
    }
}
