package io.anomalyradar.quality.vus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The volume under the ROC and under the precision–recall surface, as TSB-AD computes them (Paparrizos et al., VLDB
 * 2022; Liu and Paparrizos, NeurIPS 2024).
 *
 * <p>The labels are widened on both sides by a ramp of w/2 rows that falls from 1 to √½. At each of 250 thresholds,
 * which are quantiles of the score by rank, the ramp adds to the true positives; recall is multiplied by the share of
 * events touched, where events whose ramps meet are one. The areas are averaged over w = 0, 1, …, W.
 *
 * @param roc the volume under the ROC surface
 * @param pr the volume under the precision–recall surface
 */
public record Vus(double roc, double pr) {
    private static final int THRESHOLDS = 250;

    /**
     * The volumes for {@code scores} of rows with {@code labels}; empty unless both classes occur.
     *
     * @param scores higher is more anomalous; none is NaN
     * @param window the widest w, in rows, ≥ 0; by convention the period of the series
     * @throws IllegalArgumentException if the numbers of rows differ or the window is negative
     */
    public static Optional<Vus> of(double[] scores, boolean[] labels, int window) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + labels.length + " labels");
        }
        if (window < 0) {
            throw new IllegalArgumentException("window must be at least 0, was " + window);
        }
        List<Span> events = events(labels);
        if (events.isEmpty() || (events.get(0).first() == 0 && events.get(0).last() == labels.length - 1)) {
            return Optional.empty();
        }
        Surface surface = new Surface(scores, labels, events);
        double roc = 0;
        double pr = 0;
        for (int w = 0; w <= window; w++) {
            Vus areas = surface.areas(w);
            roc += areas.roc;
            pr += areas.pr;
        }
        return Optional.of(new Vus(roc / (window + 1), pr / (window + 1)));
    }

    /** Rows from {@code first} to {@code last}, both included. */
    private record Span(int first, int last) {}

    private static List<Span> events(boolean[] labels) {
        List<Span> events = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] && (i == 0 || !labels[i - 1])) {
                int first = i;
                while (i + 1 < labels.length && labels[i + 1]) {
                    i++;
                }
                events.add(new Span(first, i));
            }
        }
        return events;
    }

    /** What all widths have in common. A row is flagged at its first threshold and at all later, lower ones. */
    private static final class Surface {
        private final boolean[] labels;
        private final List<Span> events;
        private final int[] firstThreshold;
        private final int[] flagged = new int[THRESHOLDS];
        private final int[] hits = new int[THRESHOLDS];
        private final int positives;
        private final double[] ramp;

        Surface(double[] scores, boolean[] labels, List<Span> events) {
            this.labels = labels;
            this.events = events;
            this.firstThreshold = firstThresholds(scores);
            this.ramp = new double[labels.length];
            int labelled = 0;
            for (int i = 0; i < labels.length; i++) {
                flagged[firstThreshold[i]]++;
                if (labels[i]) {
                    hits[firstThreshold[i]]++;
                    labelled++;
                }
            }
            this.positives = labelled;
            Arrays.parallelPrefix(flagged, Integer::sum);
            Arrays.parallelPrefix(hits, Integer::sum);
        }

        private static int[] firstThresholds(double[] scores) {
            double[] ascending = scores.clone();
            Arrays.sort(ascending);
            int rows = scores.length;
            double step = (rows - 1) / (THRESHOLDS - 1.0);
            double[] ascendingCuts = new double[THRESHOLDS];
            for (int k = 0; k < THRESHOLDS; k++) {
                int rank = k == THRESHOLDS - 1 ? rows - 1 : (int) (k * step);
                ascendingCuts[THRESHOLDS - 1 - k] = ascending[rows - 1 - rank];
            }
            int[] first = new int[rows];
            for (int i = 0; i < rows; i++) {
                first[i] = THRESHOLDS - atMost(ascendingCuts, scores[i]);
            }
            return first;
        }

        /** How many of the cuts, which ascend, are at most {@code score}. */
        private static int atMost(double[] cuts, double score) {
            int low = 0;
            int high = cuts.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (cuts[middle] <= score) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        Vus areas(int width) {
            widen(width);
            double[] soft = new double[THRESHOLDS];
            for (int i = 0; i < ramp.length; i++) {
                if (ramp[i] > 0 && !labels[i]) {
                    soft[firstThreshold[i]] += Math.min(ramp[i], 1);
                }
            }
            List<Span> merged = merged(width / 2);
            int[] touched = new int[THRESHOLDS];
            for (Span span : merged) {
                int first = firstThreshold[span.first()];
                for (int i = span.first() + 1; i <= span.last(); i++) {
                    first = Math.min(first, firstThreshold[i]);
                }
                touched[first]++;
            }
            return areas(soft, touched, merged.size());
        }

        private void widen(int width) {
            Arrays.fill(ramp, 0);
            int half = width / 2;
            if (half == 0) {
                return;
            }
            for (Span event : events) {
                for (int i = event.last() + 1; i < Math.min(event.last() + half + 1, ramp.length); i++) {
                    ramp[i] += Math.sqrt(1 - (i - event.last()) / (double) width);
                }
                for (int i = Math.max(event.first() - half, 0); i < event.first(); i++) {
                    ramp[i] += Math.sqrt(1 - (event.first() - i) / (double) width);
                }
            }
        }

        /** The events with their ramps; events whose ramps meet are one. */
        private List<Span> merged(int half) {
            List<Span> merged = new ArrayList<>();
            int first = Math.max(events.get(0).first() - half, 0);
            for (int k = 0; k < events.size(); k++) {
                int end = events.get(k).last() + half;
                if (k + 1 == events.size()) {
                    merged.add(new Span(first, Math.min(end, labels.length - 1)));
                } else if (end < events.get(k + 1).first() - half) {
                    merged.add(new Span(first, end));
                    first = events.get(k + 1).first() - half;
                }
            }
            return merged;
        }

        private Vus areas(double[] soft, int[] touched, int segments) {
            double softSum = 0;
            int touchedSum = 0;
            double recallBefore = 0;
            double fallOutBefore = 0;
            double roc = 0;
            double pr = 0;
            for (int k = 0; k < THRESHOLDS; k++) {
                softSum += soft[k];
                touchedSum += touched[k];
                double truePositives = hits[k] + softSum;
                double widened = (2 * positives + softSum) / 2;
                double recall = Math.min(truePositives / widened, 1) * (touchedSum / (double) segments);
                double fallOut = (flagged[k] - truePositives) / (labels.length - widened);
                roc += (fallOut - fallOutBefore) * (recall + recallBefore) / 2;
                pr += (recall - recallBefore) * (truePositives / flagged[k]);
                recallBefore = recall;
                fallOutBefore = fallOut;
            }
            roc += (1 - fallOutBefore) * (1 + recallBefore) / 2;
            return new Vus(roc, pr);
        }
    }
}
