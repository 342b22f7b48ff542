package io.anomalyradar.server.promql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed query, or part of one; its types fit together. */
public sealed interface Expression {
    ValueType type();

    /** A number. */
    record Constant(double value) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    /** A text. */
    record Text(String value) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /**
     * The newest sample of each series that all matchers admit.
     *
     * @param offsetMillis how far back; negative: ahead
     */
    record Selector(List<LabelMatcher> matchers, long offsetMillis) implements Expression {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** All samples of a stretch of time. */
    record Range(Selector selector, long rangeMillis) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /**
     * A vector, evaluated at many times.
     *
     * @param stepMillis 0: the default
     */
    record Subquery(Expression inner, long rangeMillis, long stepMillis, long offsetMillis) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /** With the sign changed. */
    record Negation(Expression inner) implements Expression {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /**
     * Two expressions and an operator.
     *
     * @param asNumber a comparison gives 0 or 1 instead of filtering
     */
    record Binary(BinaryOperator operator, Expression left, Expression right, boolean asNumber, VectorMatching matching)
            implements Expression {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }
    }

    /**
     * A vector by groups.
     *
     * @param without whether the groups are made by all labels but these
     */
    record Aggregation(
            Aggregator aggregator,
            @Nullable Expression parameter,
            Expression inner,
            boolean without,
            List<String> labels)
            implements Expression {
        public Aggregation {
            labels = List.copyOf(labels);
        }

        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** A function of its arguments. */
    record Call(PromFunction function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return function.result();
        }
    }
}
