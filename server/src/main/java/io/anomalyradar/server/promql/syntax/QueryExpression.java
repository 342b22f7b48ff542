package io.anomalyradar.server.promql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed query, or part of one; its types fit together. */
public sealed interface QueryExpression {
    ExpressionType type();

    /** A number. */
    record Constant(double value) implements QueryExpression {
        @Override
        public ExpressionType type() {
            return ExpressionType.SCALAR;
        }
    }

    /** A text. */
    record Text(String value) implements QueryExpression {
        @Override
        public ExpressionType type() {
            return ExpressionType.STRING;
        }
    }

    /**
     * The newest sample of each series that all matchers admit.
     *
     * @param offsetMillis how far back; negative: ahead
     */
    record Selector(List<LabelMatcher> matchers, long offsetMillis) implements QueryExpression {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ExpressionType type() {
            return ExpressionType.VECTOR;
        }
    }

    /** All samples of a stretch of time. */
    record Range(Selector selector, long rangeMillis) implements QueryExpression {
        @Override
        public ExpressionType type() {
            return ExpressionType.MATRIX;
        }
    }

    /**
     * A vector, evaluated at many times.
     *
     * @param stepMillis 0: the default
     */
    record Subquery(QueryExpression inner, long rangeMillis, long stepMillis, long offsetMillis)
            implements QueryExpression {
        @Override
        public ExpressionType type() {
            return ExpressionType.MATRIX;
        }
    }

    /** With the sign changed. */
    record Negation(QueryExpression inner) implements QueryExpression {
        @Override
        public ExpressionType type() {
            return inner.type();
        }
    }

    /**
     * Two expressions and an operator.
     *
     * @param asNumber a comparison gives 0 or 1 instead of filtering
     */
    record Binary(
            BinaryOperator operator,
            QueryExpression left,
            QueryExpression right,
            boolean asNumber,
            VectorMatching matching)
            implements QueryExpression {
        @Override
        public ExpressionType type() {
            return left.type() == ExpressionType.SCALAR && right.type() == ExpressionType.SCALAR
                    ? ExpressionType.SCALAR
                    : ExpressionType.VECTOR;
        }
    }

    /**
     * A vector by groups.
     *
     * @param without whether the groups are made by all labels but these
     */
    record Aggregation(
            Aggregator aggregator,
            @Nullable QueryExpression parameter,
            QueryExpression inner,
            boolean without,
            List<String> labels)
            implements QueryExpression {
        public Aggregation {
            labels = List.copyOf(labels);
        }

        @Override
        public ExpressionType type() {
            return ExpressionType.VECTOR;
        }
    }

    /** A function of its arguments. */
    record Call(PromFunction function, List<QueryExpression> arguments) implements QueryExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ExpressionType type() {
            return function.result();
        }
    }
}
