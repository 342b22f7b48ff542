package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.BinaryOperator;
import io.anomalyradar.server.promql.syntax.LabelNames;
import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryExpression;
import io.anomalyradar.server.promql.syntax.VectorMatching;
import io.anomalyradar.server.promql.syntax.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators between vectors, and between a vector and a scalar. */
final class VectorOperations {
    private final QueryExpression.Binary binary;
    private final BinaryOperator operator;
    private final VectorMatching matching;
    private final int steps;
    private final QueryBudget budget;

    VectorOperations(QueryExpression.Binary binary, int steps, QueryBudget budget) {
        this.binary = binary;
        this.operator = binary.operator();
        this.matching = binary.matching();
        this.steps = steps;
        this.budget = budget;
    }

    private boolean dropsName() {
        return !operator.isComparison() || binary.asNumber();
    }

    /** A vector and a scalar; {@code vectorFirst} says which stands left. */
    List<VectorRow> withScalar(List<VectorRow> rows, double[] scalar, boolean vectorFirst) {
        Rows result = new Rows(steps, budget);
        for (VectorRow row : rows) {
            LabelSet labels = dropsName() ? row.labels().withoutName() : row.labels();
            for (int step = 0; step < steps; step++) {
                if (row.has(step)) {
                    double value = row.values()[step];
                    double left = vectorFirst ? value : scalar[step];
                    double right = vectorFirst ? scalar[step] : value;
                    if (!operator.isComparison() || binary.asNumber()) {
                        result.put(labels, step, Scalars.compute(operator, left, right));
                    } else if (Scalars.holds(operator, left, right)) {
                        result.put(labels, step, value);
                    }
                }
            }
        }
        return result.finished();
    }

    /** What of a row's labels must be equal on both sides. */
    private LabelSet signature(LabelSet labels) {
        return matching.on()
                ? labels.only(matching.labels())
                : labels.withoutName().without(matching.labels());
    }

    /** Numbers the signatures; equal ones have equal numbers. */
    private int[] signatures(List<VectorRow> rows, Map<LabelSet, Integer> numbers) {
        return rows.stream()
                .mapToInt(row -> numbers.computeIfAbsent(signature(row.labels()), unused -> numbers.size()))
                .toArray();
    }

    List<VectorRow> ofVectors(List<VectorRow> left, List<VectorRow> right) {
        Map<LabelSet, Integer> numbers = new HashMap<>();
        int[] leftSignatures = signatures(left, numbers);
        int[] rightSignatures = signatures(right, numbers);
        if (operator.isSet()) {
            return ofSets(left, leftSignatures, right, rightSignatures, numbers.size());
        }
        return matching.cardinality() == Cardinality.ONE_TO_MANY
                ? matched(right, rightSignatures, left, leftSignatures, numbers.size(), false)
                : matched(left, leftSignatures, right, rightSignatures, numbers.size(), true);
    }

    private List<VectorRow> ofSets(
            List<VectorRow> left, int[] leftSignatures, List<VectorRow> right, int[] rightSignatures, int size) {
        Rows result = new Rows(steps, budget);
        boolean[] present = new boolean[size];
        for (int step = 0; step < steps; step++) {
            budget.visit((long) left.size() + right.size());
            boolean union = operator == BinaryOperator.OR;
            Arrays.fill(present, false);
            mark(union ? left : right, union ? leftSignatures : rightSignatures, step, present);
            for (int i = 0; i < left.size(); i++) {
                VectorRow row = left.get(i);
                boolean wanted = union || present[leftSignatures[i]] == (operator == BinaryOperator.AND);
                if (row.has(step) && wanted) {
                    result.put(row.labels(), step, row.values()[step]);
                }
            }
            for (int i = 0; union && i < right.size(); i++) {
                VectorRow row = right.get(i);
                if (row.has(step) && !present[rightSignatures[i]]) {
                    result.put(row.labels(), step, row.values()[step]);
                }
            }
        }
        return result.finished();
    }

    private static void mark(List<VectorRow> rows, int[] signatures, int step, boolean[] present) {
        for (int i = 0; i < signatures.length; i++) {
            present[signatures[i]] |= rows.get(i).has(step);
        }
    }

    /** Each row of {@code many} with that of {@code one} which has its signature. */
    private List<VectorRow> matched(
            List<VectorRow> many,
            int[] manySignatures,
            List<VectorRow> one,
            int[] oneSignatures,
            int size,
            boolean manyIsLeft) {
        Rows result = new Rows(steps, budget);
        Map<Long, LabelSet> labels = new HashMap<>();
        int[] partner = new int[size];
        boolean[] used = new boolean[size];
        for (int step = 0; step < steps; step++) {
            budget.visit((long) many.size() + one.size());
            Arrays.fill(partner, -1);
            Arrays.fill(used, false);
            for (int i = 0; i < one.size(); i++) {
                if (one.get(i).has(step)) {
                    int earlier = partner[oneSignatures[i]];
                    if (earlier >= 0) {
                        throw duplicate(one.get(earlier), one.get(i), manyIsLeft ? "right" : "left");
                    }
                    partner[oneSignatures[i]] = i;
                }
            }
            for (int i = 0; i < many.size(); i++) {
                VectorRow row = many.get(i);
                int other = row.has(step) ? partner[manySignatures[i]] : -1;
                if (other < 0) {
                    continue;
                }
                double own = row.values()[step];
                double theirs = one.get(other).values()[step];
                double left = manyIsLeft ? own : theirs;
                double right = manyIsLeft ? theirs : own;
                if (operator.isComparison() && !binary.asNumber() && !Scalars.holds(operator, left, right)) {
                    continue;
                }
                if (matching.cardinality() == Cardinality.ONE_TO_ONE && used[manySignatures[i]]) {
                    throw QueryException.execution("multiple matches for labels: many-to-one matching must be explicit"
                            + " (use group_left/group_right)");
                }
                used[manySignatures[i]] = true;
                VectorRow partnerRow = one.get(other);
                LabelSet joined = labels.computeIfAbsent(
                        (long) i << 32 | other, unused -> joined(row.labels(), partnerRow.labels()));
                double[] into = result.row(joined);
                if (!Missing.is(into[step])) {
                    throw QueryException.execution(
                            "multiple matches for labels: grouping labels must ensure unique matches");
                }
                into[step] =
                        operator.isComparison() && !binary.asNumber() ? left : Scalars.compute(operator, left, right);
            }
        }
        return result.finished();
    }

    private QueryException duplicate(VectorRow first, VectorRow second, String side) {
        return QueryException.execution("found duplicate series for the match group " + signature(first.labels())
                + " on the " + side + " hand-side of the operation: [" + second.labels() + ", " + first.labels()
                + "];many-to-many matching not allowed: matching labels must be unique on one side");
    }

    private LabelSet joined(LabelSet many, LabelSet one) {
        List<String> dropped = new ArrayList<>();
        if (dropsName()) {
            dropped.add(LabelNames.NAME);
        }
        LabelSet labels = many.without(dropped);
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            labels = matching.on() ? labels.only(matching.labels()) : labels.without(matching.labels());
        }
        for (String name : matching.include()) {
            labels = labels.with(name, one.get(name));
        }
        return labels;
    }
}
