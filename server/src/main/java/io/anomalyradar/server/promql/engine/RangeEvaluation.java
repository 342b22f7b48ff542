package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.engine.SampleReader.Use;
import io.anomalyradar.server.promql.syntax.ExpressionType;
import io.anomalyradar.server.promql.syntax.PromFunction;
import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is computed from samples: the newest at each step, and functions of those in a range before each step. */
final class RangeEvaluation {
    /** Evaluations of a subquery. */
    private static final long MAX_SUBSTEPS = 100_000;

    private static final long DEFAULT_SUBSTEP = 60_000;

    private final Evaluator evaluator;
    private final SampleReader reader;
    private final QueryBudget budget;

    RangeEvaluation(Evaluator evaluator, SampleReader reader, QueryBudget budget) {
        this.evaluator = evaluator;
        this.reader = reader;
        this.budget = budget;
    }

    /** The newest sample of each series at each step, or its time. */
    List<VectorRow> newest(QueryExpression.Selector selector, Steps steps, boolean times) {
        Rows result = new Rows(steps.count(), budget);
        for (Track track :
                reader.read(Evaluator.reading(selector, steps, Evaluator.LOOK_BACK_MILLIS, false, Use.LEVEL))) {
            LabelSet labels = times ? track.labels().withoutName() : track.labels();
            long back = Math.max(Evaluator.LOOK_BACK_MILLIS, track.windowMillis());
            int size = 0;
            budget.visit(steps.count() + track.size());
            for (int i = 0; i < steps.count(); i++) {
                long time = steps.at(i) - selector.offsetMillis();
                size = track.upTo(time, size);
                if (size > 0 && track.times()[size - 1] >= time - back) {
                    result.put(labels, i, times ? track.times()[size - 1] / 1e3 : track.values()[size - 1]);
                }
            }
        }
        return result.finished();
    }

    /** A function with a range vector among its arguments. */
    List<VectorRow> call(QueryExpression.Call call, Steps steps) {
        PromFunction function = call.function();
        QueryExpression range = argument(call, ExpressionType.MATRIX);
        double[] parameter = call.arguments().size() > 1
                ? evaluator.numbers(argument(call, ExpressionType.SCALAR), steps)
                : new double[steps.count()];
        List<Track> tracks = tracks(range, steps, RangeFunctions.use(function));
        Rows result = new Rows(steps.count(), budget);
        for (Track track : tracks) {
            boolean keepsName = function == PromFunction.LAST_OVER_TIME;
            apply(
                    function,
                    track,
                    range,
                    steps,
                    parameter,
                    result,
                    keepsName ? track.labels() : track.labels().withoutName());
        }
        List<VectorRow> rows = result.finished();
        return function == PromFunction.ABSENT_OVER_TIME ? evaluator.absent(range, rows, steps) : rows;
    }

    private static QueryExpression argument(QueryExpression.Call call, ExpressionType type) {
        return call.arguments().stream()
                .filter(argument -> argument.type() == type)
                .findFirst()
                .orElseThrow(() -> Evaluator.unsuitable(call));
    }

    private static long rangeMillis(QueryExpression range) {
        return range instanceof QueryExpression.Range plain
                ? plain.rangeMillis()
                : range instanceof QueryExpression.Subquery subquery ? subquery.rangeMillis() : 0;
    }

    private static long offsetMillis(QueryExpression range) {
        return range instanceof QueryExpression.Range plain
                ? plain.selector().offsetMillis()
                : range instanceof QueryExpression.Subquery subquery ? subquery.offsetMillis() : 0;
    }

    private void apply(
            PromFunction function,
            Track track,
            QueryExpression expression,
            Steps steps,
            double[] parameter,
            Rows result,
            LabelSet labels) {
        long range = rangeMillis(expression);
        long window = track.windowMillis();
        boolean total = RangeFunctions.use(function) == Use.TOTAL;
        boolean single = total || function == PromFunction.LAST_OVER_TIME;
        int from = 0;
        int to = 0;
        for (int i = 0; i < steps.count(); i++) {
            long end = steps.at(i) - offsetMillis(expression);
            to = track.upTo(end, to);
            // a window that ends where the range starts holds no sample of the range, but the level there
            from = track.upTo(window > 0 && total ? end - range : end - range - 1, from);
            int first = from;
            int least = single ? 1 : 2;
            if (window > 0 && to - first < least && to >= least && track.times()[to - 1] > end - range - window) {
                first = to - least; // the range is shorter than the windows
            }
            budget.visit(to - first + 1L);
            if (first < to) {
                double value = RangeFunctions.apply(
                        function, new RangeFunctions.Stretch(track, first, to, end, range, parameter[i]));
                if (!Missing.is(value)) {
                    result.put(labels, i, value);
                }
            }
        }
    }

    /** The samples of a range vector at the only step. */
    List<Track> samples(QueryExpression.Range range, Steps only) {
        return reader.read(Evaluator.reading(range.selector(), only, range.rangeMillis(), true, Use.EACH));
    }

    List<Track> tracks(QueryExpression expression, Steps steps, Use use) {
        if (expression instanceof QueryExpression.Range range) {
            return reader.read(Evaluator.reading(range.selector(), steps, range.rangeMillis(), true, use));
        }
        if (!(expression instanceof QueryExpression.Subquery subquery)) {
            throw Evaluator.unsuitable(expression);
        }
        long step = subquery.stepMillis() == 0 ? DEFAULT_SUBSTEP : subquery.stepMillis();
        long earliest = steps.startMillis() - subquery.offsetMillis() - subquery.rangeMillis();
        long start = Math.floorDiv(earliest + step - 1, step) * step;
        long end = steps.last() - subquery.offsetMillis();
        if (start > end) {
            return List.of();
        }
        long count = (end - start) / step + 1;
        if (count > MAX_SUBSTEPS) {
            throw QueryException.execution("the subquery has " + count + " steps, " + MAX_SUBSTEPS
                    + " are allowed: give it a longer step or a shorter range");
        }
        Steps inner = new Steps(start, step, (int) count);
        List<Track> tracks = new ArrayList<>();
        for (VectorRow row : evaluator.rows(subquery.inner(), inner)) {
            tracks.add(track(row, inner));
        }
        return tracks;
    }

    private Track track(VectorRow row, Steps steps) {
        budget.keep(2L * steps.count());
        long[] times = new long[steps.count()];
        double[] values = new double[steps.count()];
        int size = 0;
        for (int i = 0; i < steps.count(); i++) {
            if (row.has(i)) {
                times[size] = steps.at(i);
                values[size++] = row.values()[i];
            }
        }
        return new Track(row.labels(), Arrays.copyOf(times, size), Arrays.copyOf(values, size), null);
    }
}
