package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The rows of a vector that is being computed. Rows with the same labels join if they never have a value at once. */
final class Rows {
    private final int steps;
    private final QueryBudget budget;
    private final Map<LabelSet, double[]> rows = new HashMap<>();
    private final List<LabelSet> order = new ArrayList<>();

    Rows(int steps, QueryBudget budget) {
        this.steps = steps;
        this.budget = budget;
    }

    /** The row with these labels, empty at first. */
    double[] row(LabelSet labels) {
        double[] row = rows.get(labels);
        if (row == null) {
            budget.keep(steps);
            row = Missing.row(steps);
            rows.put(labels, row);
            order.add(labels);
        }
        return row;
    }

    /** Sets a value that must not be there yet. */
    void put(LabelSet labels, int step, double value) {
        double[] row = row(labels);
        if (!Missing.is(row[step])) {
            throw QueryException.execution("vector cannot contain metrics with the same labelset: " + labels);
        }
        row[step] = value;
    }

    /** Adds {@code row} under {@code labels}. */
    void add(LabelSet labels, double[] row) {
        for (int step = 0; step < steps; step++) {
            if (!Missing.is(row[step])) {
                put(labels, step, row[step]);
            }
        }
    }

    /** The rows that have a value. */
    List<VectorRow> finished() {
        List<VectorRow> found = new ArrayList<>(order.size());
        for (LabelSet labels : order) {
            VectorRow row = new VectorRow(labels, rows.getOrDefault(labels, Missing.row(0)));
            if (!row.isEmpty()) {
                found.add(row);
            }
        }
        return found;
    }

    /** {@code from} with the function of each value, and without the metric's name. */
    static List<VectorRow> mapped(List<VectorRow> from, int steps, QueryBudget budget, DoubleUnaryOperator function) {
        Rows rows = new Rows(steps, budget);
        for (VectorRow row : from) {
            LabelSet labels = row.labels().withoutName();
            for (int step = 0; step < steps; step++) {
                if (row.has(step)) {
                    rows.put(labels, step, function.applyAsDouble(row.values()[step]));
                }
            }
        }
        return rows.finished();
    }
}
