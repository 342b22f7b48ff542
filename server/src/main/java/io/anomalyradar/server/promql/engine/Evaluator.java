package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.engine.Evaluated.Numbers;
import io.anomalyradar.server.promql.engine.Evaluated.Vector;
import io.anomalyradar.server.promql.engine.Evaluated.Words;
import io.anomalyradar.server.promql.engine.SampleReader.Reading;
import io.anomalyradar.server.promql.engine.SampleReader.Use;
import io.anomalyradar.server.promql.syntax.Aggregator;
import io.anomalyradar.server.promql.syntax.ExpressionType;
import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryExpression;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Evaluates one query. Used by one thread. */
public final class Evaluator {
    /** How long a sample is the newest one. */
    public static final long LOOK_BACK_MILLIS = 300_000;

    private final SampleReader reader;
    private final QueryBudget budget;

    public Evaluator(SampleReader reader, QueryBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /** The value of {@code expression} at every step; a range vector at the last step alone. */
    public Evaluated evaluate(QueryExpression expression, Steps steps) {
        budget.check();
        if (expression instanceof QueryExpression.Range range) {
            Steps only = new Steps(steps.last(), steps.stepMillis(), 1);
            return new Evaluated.Matrix(ranges().samples(range, only));
        }
        if (expression instanceof QueryExpression.Subquery subquery) {
            Steps only = new Steps(steps.last(), steps.stepMillis(), 1);
            return new Evaluated.Matrix(ranges().tracks(subquery, only, Use.EACH));
        }
        if (expression instanceof QueryExpression.Text text) {
            return new Words(text.value());
        }
        return expression.type() == ExpressionType.SCALAR
                ? new Numbers(numbers(expression, steps))
                : new Vector(rows(expression, steps));
    }

    private RangeEvaluation ranges() {
        return new RangeEvaluation(this, reader, budget);
    }

    /** A scalar at every step. */
    double[] numbers(QueryExpression expression, Steps steps) {
        budget.keep(steps.count());
        double[] values = new double[steps.count()];
        if (expression instanceof QueryExpression.Constant constant) {
            Arrays.fill(values, constant.value());
        } else if (expression instanceof QueryExpression.Negation negation) {
            double[] inner = numbers(negation.inner(), steps);
            Arrays.setAll(values, i -> -inner[i]);
        } else if (expression instanceof QueryExpression.Binary binary) {
            double[] left = numbers(binary.left(), steps);
            double[] right = numbers(binary.right(), steps);
            Arrays.setAll(values, i -> Scalars.compute(binary.operator(), left[i], right[i]));
        } else if (expression instanceof QueryExpression.Call call) {
            switch (call.function()) {
                case PI -> Arrays.fill(values, Math.PI);
                case TIME -> Arrays.setAll(values, i -> steps.at(i) / 1e3);
                case SCALAR_OF -> {
                    List<VectorRow> rows = rows(call.arguments().get(0), steps);
                    Arrays.setAll(values, i -> only(rows, i));
                }
                default -> throw unsuitable(expression);
            }
        } else {
            throw unsuitable(expression);
        }
        return values;
    }

    /** The value of the only row that has one. */
    private static double only(List<VectorRow> rows, int step) {
        double found = Double.NaN;
        int size = 0;
        for (VectorRow row : rows) {
            if (row.has(step)) {
                found = row.values()[step];
                size++;
            }
        }
        return size == 1 ? found : Double.NaN;
    }

    /** A vector at every step. */
    List<VectorRow> rows(QueryExpression expression, Steps steps) {
        budget.check();
        if (expression instanceof QueryExpression.Selector selector) {
            return new RangeEvaluation(this, reader, budget).newest(selector, steps, false);
        }
        if (expression instanceof QueryExpression.Negation negation) {
            return Rows.mapped(rows(negation.inner(), steps), steps.count(), budget, value -> -value);
        }
        if (expression instanceof QueryExpression.Binary binary) {
            return binary(binary, steps);
        }
        if (expression instanceof QueryExpression.Aggregation aggregation) {
            return aggregation(aggregation, steps);
        }
        if (expression instanceof QueryExpression.Call call) {
            return call(call, steps);
        }
        throw unsuitable(expression);
    }

    private List<VectorRow> binary(QueryExpression.Binary binary, Steps steps) {
        VectorOperations operations = new VectorOperations(binary, steps.count(), budget);
        if (binary.left().type() == ExpressionType.SCALAR) {
            return operations.withScalar(rows(binary.right(), steps), numbers(binary.left(), steps), false);
        }
        if (binary.right().type() == ExpressionType.SCALAR) {
            return operations.withScalar(rows(binary.left(), steps), numbers(binary.right(), steps), true);
        }
        return operations.ofVectors(rows(binary.left(), steps), rows(binary.right(), steps));
    }

    private List<VectorRow> aggregation(QueryExpression.Aggregation aggregation, Steps steps) {
        List<VectorRow> rows = rows(aggregation.inner(), steps);
        Aggregations groups = new Aggregations(aggregation, steps.count(), budget);
        QueryExpression parameter = aggregation.parameter();
        if (aggregation.aggregator() == Aggregator.COUNT_VALUES && parameter instanceof QueryExpression.Text label) {
            return groups.counted(rows, label.value());
        }
        double[] numbers = parameter == null ? new double[0] : numbers(parameter, steps);
        return switch (aggregation.aggregator()) {
            case TOPK, BOTTOMK -> groups.ranked(rows, numbers);
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, QUANTILE, COUNT_VALUES ->
                groups.joined(rows, numbers);
        };
    }

    private List<VectorRow> call(QueryExpression.Call call, Steps steps) {
        List<QueryExpression> arguments = call.arguments();
        DoubleUnaryOperator function = InstantFunctions.of(call.function());
        if (function != null) {
            List<VectorRow> rows = arguments.isEmpty() ? times(steps) : rows(arguments.get(0), steps);
            return Rows.mapped(rows, steps.count(), budget, function);
        }
        if (call.function().isOverTime()) {
            return ranges().call(call, steps);
        }
        return switch (call.function()) {
            case VECTOR_OF -> List.of(new VectorRow(LabelSet.NONE, numbers(arguments.get(0), steps)));
            case TIMESTAMP -> timestamps(arguments.get(0), steps);
            case ABSENT -> absent(arguments.get(0), rows(arguments.get(0), steps), steps);
            case SORT, SORT_DESC -> {
                List<VectorRow> rows = rows(arguments.get(0), steps);
                boolean descending = call.function().name().endsWith("DESC");
                yield steps.count() == 1 ? Aggregations.sorted(rows, descending) : rows;
            }
            case CLAMP, CLAMP_MIN, CLAMP_MAX, ROUND -> bounded(call, steps);
            case LABEL_REPLACE, LABEL_JOIN -> relabelled(call, steps);
            default -> throw unsuitable(call);
        };
    }

    private static List<VectorRow> times(Steps steps) {
        double[] values = new double[steps.count()];
        Arrays.setAll(values, i -> steps.at(i) / 1e3);
        return List.of(new VectorRow(LabelSet.NONE, values));
    }

    private List<VectorRow> timestamps(QueryExpression argument, Steps steps) {
        if (argument instanceof QueryExpression.Selector selector) {
            return new RangeEvaluation(this, reader, budget).newest(selector, steps, true);
        }
        Rows result = new Rows(steps.count(), budget);
        for (VectorRow row : rows(argument, steps)) {
            LabelSet labels = row.labels().withoutName();
            for (int i = 0; i < steps.count(); i++) {
                if (row.has(i)) {
                    result.put(labels, i, steps.at(i) / 1e3);
                }
            }
        }
        return result.finished();
    }

    /** 1 where none of {@code rows} has a value. */
    List<VectorRow> absent(QueryExpression argument, List<VectorRow> rows, Steps steps) {
        LabelSet labels = LabelSet.NONE;
        if (argument instanceof QueryExpression.Selector selector) {
            labels = LabelFunctions.fixed(selector.matchers());
        } else if (argument instanceof QueryExpression.Range range) {
            labels = LabelFunctions.fixed(range.selector().matchers());
        }
        Rows result = new Rows(steps.count(), budget);
        for (int i = 0; i < steps.count(); i++) {
            int step = i;
            if (rows.stream().noneMatch(row -> row.has(step))) {
                result.put(labels, step, 1);
            }
        }
        return result.finished();
    }

    private List<VectorRow> bounded(QueryExpression.Call call, Steps steps) {
        List<QueryExpression> arguments = call.arguments();
        List<VectorRow> rows = rows(arguments.get(0), steps);
        double[] first = arguments.size() > 1 ? numbers(arguments.get(1), steps) : new double[0];
        double[] second = arguments.size() > 2 ? numbers(arguments.get(2), steps) : first;
        Rows result = new Rows(steps.count(), budget);
        for (VectorRow row : rows) {
            LabelSet labels = row.labels().withoutName();
            for (int i = 0; i < steps.count(); i++) {
                if (row.has(i)) {
                    double value = row.values()[i];
                    switch (call.function()) {
                        case CLAMP_MIN -> result.put(labels, i, Math.max(first[i], value));
                        case CLAMP_MAX -> result.put(labels, i, Math.min(first[i], value));
                        case ROUND ->
                            result.put(labels, i, InstantFunctions.round(value, first.length == 0 ? 1 : first[i]));
                        default -> {
                            if (first[i] <= second[i] || Double.isNaN(first[i]) || Double.isNaN(second[i])) {
                                result.put(labels, i, Math.max(first[i], Math.min(second[i], value)));
                            }
                        }
                    }
                }
            }
        }
        return result.finished();
    }

    private List<VectorRow> relabelled(QueryExpression.Call call, Steps steps) {
        List<String> texts = call.arguments().stream()
                .skip(1)
                .map(argument -> argument instanceof QueryExpression.Text text ? text.value() : "")
                .toList();
        var change =
                call.function().name().endsWith("JOIN") ? LabelFunctions.join(texts) : LabelFunctions.replace(texts);
        Rows result = new Rows(steps.count(), budget);
        for (VectorRow row : rows(call.arguments().get(0), steps)) {
            result.add(change.apply(row.labels()), row.values());
        }
        return result.finished();
    }

    static QueryException unsuitable(QueryExpression expression) {
        return QueryException.execution(
                "not supported here: " + expression.type().text());
    }

    /** A reading of {@code selector} at these steps. */
    static Reading reading(QueryExpression.Selector selector, Steps steps, long backMillis, boolean isRange, Use use) {
        return new Reading(
                selector.matchers(),
                new Steps(steps.startMillis() - selector.offsetMillis(), steps.stepMillis(), steps.count()),
                backMillis,
                isRange,
                use);
    }
}
