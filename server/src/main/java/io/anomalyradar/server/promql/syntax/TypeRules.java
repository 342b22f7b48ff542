package io.anomalyradar.server.promql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which types fit together; what does not is refused with its position. */
final class TypeRules {
    private final String query;

    TypeRules(String query) {
        this.query = query;
    }

    void check(Token token, QueryExpression.Binary binary, boolean hasMatching) {
        ExpressionType left = binary.left().type();
        ExpressionType right = binary.right().type();
        if (!isOperand(left) || !isOperand(right)) {
            throw failure(token, "binary expression must contain only scalar and instant vector types");
        }
        boolean scalars = left == ExpressionType.SCALAR && right == ExpressionType.SCALAR;
        boolean vectors = left == ExpressionType.VECTOR && right == ExpressionType.VECTOR;
        if (scalars && binary.operator().isComparison() && !binary.asNumber()) {
            throw failure(token, "comparisons between scalars must use BOOL modifier");
        }
        if (!vectors && binary.operator().isSet()) {
            throw failure(
                    token, "set operator \"" + binary.operator().text() + "\" not allowed in binary scalar expression");
        }
        if (!vectors && hasMatching) {
            throw failure(token, "vector matching only allowed between instant vectors");
        }
    }

    private static boolean isOperand(ExpressionType type) {
        return type == ExpressionType.SCALAR || type == ExpressionType.VECTOR;
    }

    void checkSign(Token token, QueryExpression inner) {
        if (!isOperand(inner.type())) {
            throw failure(
                    token,
                    "unary expression only allowed on expressions of type scalar or instant vector, got \""
                            + inner.type().text() + "\"");
        }
    }

    void checkSubquery(Token token, QueryExpression inner) {
        if (inner.type() != ExpressionType.VECTOR) {
            throw failure(
                    token,
                    "subquery is only allowed on instant vector, got "
                            + inner.type().text());
        }
    }

    void check(Token token, QueryExpression.Call call) {
        PromFunction function = call.function();
        int given = call.arguments().size();
        if (given < function.least() || given > function.most()) {
            String expected = function.least() == function.most()
                    ? String.valueOf(function.least())
                    : function.least() + " or more";
            throw failure(
                    token,
                    "expected " + expected + " argument(s) in call to \"" + function.text() + "\", got " + given);
        }
        for (int i = 0; i < given; i++) {
            checkArgument(
                    token,
                    function.parameter(i),
                    call.arguments().get(i),
                    "call to function \"" + function.text() + "\"");
        }
    }

    QueryExpression.Aggregation aggregation(
            Token token, Aggregator aggregator, List<QueryExpression> arguments, boolean without, List<String> labels) {
        ExpressionType wanted = aggregator.parameter();
        int expected = wanted == null ? 1 : 2;
        if (arguments.size() != expected) {
            throw failure(
                    token,
                    "wrong number of arguments for aggregate expression provided, expected " + expected + ", got "
                            + arguments.size());
        }
        QueryExpression inner = arguments.get(expected - 1);
        checkArgument(token, ExpressionType.VECTOR, inner, "aggregation expression");
        @Nullable QueryExpression parameter = wanted == null ? null : arguments.get(0);
        if (wanted != null && parameter != null) {
            checkArgument(token, wanted, parameter, "aggregation parameter");
        }
        return new QueryExpression.Aggregation(aggregator, parameter, inner, without, labels);
    }

    private void checkArgument(Token token, ExpressionType wanted, QueryExpression given, String where) {
        if (given.type() != wanted) {
            throw failure(
                    token,
                    "expected type " + wanted.text() + " in " + where + ", got "
                            + given.type().text());
        }
    }

    private QueryException failure(Token token, String message) {
        return ErrorPlace.failure(query, token.position(), message);
    }
}
