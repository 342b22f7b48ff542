package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.Aggregator;
import io.anomalyradar.server.promql.syntax.LabelNames;
import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins the rows of a vector by groups, step by step. */
final class Aggregations {
    private final QueryExpression.Aggregation aggregation;
    private final int steps;
    private final QueryBudget budget;

    Aggregations(QueryExpression.Aggregation aggregation, int steps, QueryBudget budget) {
        this.aggregation = aggregation;
        this.steps = steps;
        this.budget = budget;
    }

    /** The labels of the group that a row with {@code labels} is in. */
    private LabelSet group(LabelSet labels) {
        return aggregation.without()
                ? labels.withoutName().without(aggregation.labels())
                : labels.only(aggregation.labels());
    }

    private Map<LabelSet, List<VectorRow>> groups(List<VectorRow> rows) {
        Map<LabelSet, List<VectorRow>> groups = new LinkedHashMap<>();
        for (VectorRow row : rows) {
            groups.computeIfAbsent(group(row.labels()), unused -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    /** Those that give one number for a group. */
    List<VectorRow> joined(List<VectorRow> rows, double[] parameter) {
        Rows result = new Rows(steps, budget);
        groups(rows).forEach((labels, members) -> {
            double[] present = new double[members.size()];
            double[] into = result.row(labels);
            for (int step = 0; step < steps; step++) {
                int size = 0;
                for (VectorRow member : members) {
                    if (member.has(step)) {
                        present[size++] = member.values()[step];
                    }
                }
                budget.visit(members.size());
                if (size > 0) {
                    into[step] = joined(present, size, parameter.length == 0 ? 0 : parameter[step]);
                }
            }
        });
        return result.finished();
    }

    private double joined(double[] values, int size, double parameter) {
        return switch (aggregation.aggregator()) {
            case SUM -> sum(values, size);
            case AVG -> average(values, size);
            case COUNT -> size;
            case GROUP -> 1;
            case MIN -> extreme(values, size, -1);
            case MAX -> extreme(values, size, 1);
            case STDVAR -> variance(values, size);
            case STDDEV -> Math.sqrt(variance(values, size));
            case QUANTILE -> Scalars.quantile(parameter, values, size);
            case TOPK, BOTTOMK, COUNT_VALUES ->
                throw new IllegalArgumentException("gives several rows: " + aggregation.aggregator());
        };
    }

    private static double sum(double[] values, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double average(double[] values, int size) {
        double sum = sum(values, size);
        if (!Double.isInfinite(sum)) {
            return sum / size;
        }
        double mean = 0; // the sum is too large, its parts need not be
        for (int i = 0; i < size; i++) {
            mean += values[i] / size;
        }
        return mean;
    }

    private static double extreme(double[] values, int size, int sign) {
        double found = values[0];
        for (int i = 1; i < size; i++) {
            if (values[i] * sign > found * sign || Double.isNaN(found)) {
                found = values[i];
            }
        }
        return found;
    }

    private static double variance(double[] values, int size) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double difference = values[i] - mean;
            mean += difference / (i + 1);
            squares += difference * (values[i] - mean);
        }
        return squares / size;
    }

    /** Of each group the k rows with the greatest or the least values at each step, best first. */
    List<VectorRow> ranked(List<VectorRow> rows, double[] k) {
        boolean top = aggregation.aggregator() == Aggregator.TOPK;
        Rows result = new Rows(steps, budget);
        groups(rows).values().forEach(members -> {
            for (int step = 0; step < steps; step++) {
                int wanted = count(k[step]);
                if (wanted < 1) {
                    continue;
                }
                budget.visit(4L * members.size());
                for (VectorRow best : best(members, step, top).subList(0, Math.min(wanted, present(members, step)))) {
                    result.put(best.labels(), step, best.values()[step]);
                }
            }
        });
        return result.finished();
    }

    private static int count(double k) {
        if (Double.isNaN(k) || Math.abs(k) > Long.MAX_VALUE) {
            throw QueryException.execution("Scalar value " + k + " overflows int64");
        }
        return (int) Math.min(k, Integer.MAX_VALUE);
    }

    private static int present(List<VectorRow> members, int step) {
        return (int) members.stream().filter(row -> row.has(step)).count();
    }

    /** Those with a value, best first; NaN is worst. */
    private static List<VectorRow> best(List<VectorRow> members, int step, boolean top) {
        Comparator<VectorRow> byValue = Comparator.comparingDouble(row -> row.values()[step]);
        Comparator<VectorRow> order = Comparator.<VectorRow, Boolean>comparing(row -> Double.isNaN(row.values()[step]))
                .thenComparing(top ? byValue.reversed() : byValue);
        return members.stream().filter(row -> row.has(step)).sorted(order).toList();
    }

    /** For each group and each value how many rows have it; the value becomes a label. */
    List<VectorRow> counted(List<VectorRow> rows, String label) {
        if (!LabelNames.isLabel(label)) {
            throw QueryException.execution("invalid label name \"" + label + "\"");
        }
        Rows result = new Rows(steps, budget);
        for (VectorRow row : rows) {
            LabelSet group = group(row.labels());
            for (int step = 0; step < steps; step++) {
                if (row.has(step)) {
                    double[] into = result.row(group.with(label, PromNumbers.text(row.values()[step])));
                    into[step] = Missing.is(into[step]) ? 1 : into[step] + 1;
                }
            }
        }
        return result.finished();
    }

    /** {@code rows} in the order of their values at the only step. */
    static List<VectorRow> sorted(List<VectorRow> rows, boolean descending) {
        VectorRow[] sorted = best(rows, 0, descending).toArray(VectorRow[]::new);
        return Arrays.asList(sorted);
    }
}
