package io.anomalyradar.quality.evaluation;

import io.anomalyradar.quality.dataset.PetShopCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Three simple methods. A node is hot in a row if its |value − median| / MAD is above 5, or any deviation of a column
 * that never varied. None answers unless the symptom is hot in a row from the third on; the first such row counts.
 */
final class RootCauseBaselines {
    private static final int LEAST_ROWS = 10;
    private static final double HOT = 5;
    private static final double MAD_OF_NORMAL = 0.6744897501960817;

    /** Nodes by the largest |z| of any of their columns; the graph is not used. */
    static final RootCauseMethod Z_SCORE = new RootCauseMethod("z-score, no graph", RootCauseBaselines::byZ);

    /** Hot nodes without a hot callee, by score. */
    static final RootCauseMethod TRAVERSAL =
            new RootCauseMethod("no hot callee", one -> answer(one, (graph, hot) -> byScore(hot, graph.ends(hot))));

    /** Those of them to which a path of hot nodes leads from the symptom, by the sum of the scores on it. */
    static final RootCauseMethod PUBLISHED =
            new RootCauseMethod("published: hot path", one -> answer(one, RootCauseBaselines::byPath));

    private RootCauseBaselines() {}

    private interface Ranking {
        List<String> of(Graph graph, Map<String, Double> hot);
    }

    private record Graph(String symptom, Map<String, List<String>> callees) {
        List<String> ends(Map<String, Double> hot) {
            return hot.keySet().stream()
                    .filter(node ->
                            callees.getOrDefault(node, List.of()).stream().noneMatch(hot::containsKey))
                    .toList();
        }
    }

    private static List<String> answer(PetShopCase one, Ranking ranking) {
        int row = symptomRow(one);
        if (row < 0) {
            return List.of();
        }
        Map<String, Double> hot = new HashMap<>();
        one.usual().forEach((column, usual) -> {
            double[] window = one.window().get(column);
            if (PetShopCase.metricOf(column).equals(one.symptom()) && window != null) {
                double[] score = new double[1];
                if (isHot(usual, window[row], score)) {
                    hot.put(PetShopCase.nodeOf(column), score[0]);
                }
            }
        });
        return ranking.of(new Graph(one.node(), one.callees()), hot);
    }

    /** The first row in which the symptom is hot, from the third on; -1: none. */
    private static int symptomRow(PetShopCase one) {
        String column = one.node() + "|" + one.symptom();
        double[] window = one.window().get(column);
        double[] usual = one.usual().get(column);
        if (window == null || usual == null) {
            return -1;
        }
        for (int row = PetShopCase.FIRST_ROW; row < window.length; row++) {
            if (isHot(usual, window[row], new double[1])) {
                return row;
            }
        }
        return -1;
    }

    private static boolean isHot(double[] column, double value, double[] score) {
        double[] usual = Arrays.stream(column).filter(Double::isFinite).toArray();
        if (usual.length < LEAST_ROWS || !Double.isFinite(value)) {
            return false;
        }
        if (deviation(usual) == 0) {
            score[0] = Math.abs(value - mean(usual));
            return score[0] > 0;
        }
        double median = median(usual);
        double mad =
                median(Arrays.stream(usual).map(one -> Math.abs(one - median)).toArray()) / MAD_OF_NORMAL;
        double distance = Math.abs(value - median);
        score[0] = distance == 0 ? 0 : distance / mad;
        return score[0] > HOT;
    }

    private static List<String> byZ(PetShopCase one) {
        if (symptomRow(one) < 0) {
            return List.of();
        }
        Map<String, Double> best = new HashMap<>();
        one.usual().forEach((column, all) -> {
            double[] usual = Arrays.stream(all).filter(Double::isFinite).toArray();
            double[] window = Arrays.stream(one.window().getOrDefault(column, new double[0]))
                    .filter(Double::isFinite)
                    .toArray();
            if (usual.length >= LEAST_ROWS && window.length > 0) {
                double mean = mean(usual);
                double scale = Math.max(Math.max(deviation(usual), 0.01 * Math.abs(mean)), 1e-9);
                double farthest = Arrays.stream(window)
                        .map(value -> Math.abs(value - mean))
                        .max()
                        .getAsDouble();
                best.merge(PetShopCase.nodeOf(column), farthest / scale, Math::max);
            }
        });
        return byScore(best, new ArrayList<>(best.keySet()));
    }

    private static List<String> byPath(Graph graph, Map<String, Double> hot) {
        Map<String, Double> total = new HashMap<>();
        walk(graph, hot, graph.ends(hot), new ArrayList<>(List.of(graph.symptom())), total);
        return total.keySet().stream()
                .sorted(Comparator.comparingDouble((String node) -> -total.getOrDefault(node, 0.0))
                        .thenComparing(node -> -hot.getOrDefault(node, 0.0))
                        .thenComparing(node -> node))
                .toList();
    }

    /** Follows all paths of hot nodes, none of which visits a node twice. */
    private static void walk(
            Graph graph, Map<String, Double> hot, List<String> ends, List<String> path, Map<String, Double> total) {
        String node = path.get(path.size() - 1);
        if (ends.contains(node) && path.size() > 1) {
            total.merge(node, path.stream().mapToDouble(hot::get).sum(), Math::max);
        }
        for (String callee : graph.callees().getOrDefault(node, List.of())) {
            if (hot.containsKey(callee) && !path.contains(callee)) {
                path.add(callee);
                walk(graph, hot, ends, path, total);
                path.remove(path.size() - 1);
            }
        }
    }

    private static List<String> byScore(Map<String, Double> scores, List<String> nodes) {
        return nodes.stream()
                .sorted(Comparator.comparingDouble((String node) -> -scores.getOrDefault(node, 0.0))
                        .thenComparing(node -> node))
                .toList();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
