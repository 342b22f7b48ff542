package io.anomalyradar.server.promql.syntax;

import io.anomalyradar.server.promql.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a query by recursive descent; operators by their precedence. Bounded in length and depth. */
public final class PromqlParser {
    /** Characters of a query. */
    public static final int MAX_LENGTH = 32_768;

    private static final int MAX_DEPTH = 128;
    /** A chain of operators is a deep tree too. */
    private static final int MAX_OPERATORS = 500;

    private final String query;
    private final List<Token> tokens;
    private final TypeRules types;
    private int next;
    private int depth;
    private int operators;

    private PromqlParser(String query) {
        this.query = query;
        this.tokens = Lexer.tokens(query);
        this.types = new TypeRules(query);
    }

    /**
     * The tree of {@code query}.
     *
     * @throws QueryException BAD_DATA with the position of what is wrong
     */
    public static QueryExpression parse(String query) {
        PromqlParser parser = checked(query);
        if (parser.peek().kind() == Kind.END) {
            throw QueryException.badData("unknown position: parse error: no expression found in input");
        }
        QueryExpression expression = parser.expression(0);
        parser.expectEnd();
        return expression;
    }

    /** Reads a series selector, as the API's match[] has. */
    public static List<LabelMatcher> selector(String text) {
        PromqlParser parser = checked(text);
        List<LabelMatcher> matchers = parser.matchers();
        parser.expectEnd();
        return matchers;
    }

    private static PromqlParser checked(String query) {
        if (query.length() > MAX_LENGTH) {
            throw QueryException.badData(
                    "the query has " + query.length() + " characters, " + MAX_LENGTH + " are allowed");
        }
        return new PromqlParser(query);
    }

    private QueryExpression expression(int least) {
        if (++depth > MAX_DEPTH) {
            throw failure(peek(), "nested too deep: " + MAX_DEPTH + " levels are allowed");
        }
        QueryExpression left = operand();
        while (true) {
            Token token = peek();
            BinaryOperator operator = BinaryOperator.of(token);
            if (operator == null || operator.precedence() < least) {
                depth--;
                return left;
            }
            if (++operators > MAX_OPERATORS) {
                throw failure(token, "too many operators: " + MAX_OPERATORS + " are allowed");
            }
            next++;
            boolean asNumber = acceptWord("bool");
            if (asNumber && !operator.isComparison()) {
                throw failure(token, "bool modifier can only be used on comparison operators");
            }
            VectorMatching matching = matching(operator);
            boolean rightFirst = operator == BinaryOperator.POWER;
            QueryExpression right = expression(operator.precedence() + (rightFirst ? 0 : 1));
            QueryExpression.Binary binary = new QueryExpression.Binary(
                    operator, left, right, asNumber, matching == null ? VectorMatching.DEFAULT : matching);
            types.check(token, binary, matching != null);
            left = binary;
        }
    }

    private @Nullable VectorMatching matching(BinaryOperator operator) {
        boolean on = peek().isWord("on");
        if (!on && !peek().isWord("ignoring")) {
            return null;
        }
        next++;
        List<String> labels = labels();
        VectorMatching.Cardinality cardinality = VectorMatching.Cardinality.ONE_TO_ONE;
        List<String> include = List.of();
        Token group = peek();
        if (group.isWord("group_left") || group.isWord("group_right")) {
            next++;
            if (operator.isSet()) {
                throw failure(group, "no grouping allowed for \"" + operator.text() + "\" operation");
            }
            cardinality = group.isWord("group_left")
                    ? VectorMatching.Cardinality.MANY_TO_ONE
                    : VectorMatching.Cardinality.ONE_TO_MANY;
            include = peek().is("(") ? labels() : List.of();
            for (String label : include) {
                if (on && labels.contains(label)) {
                    throw failure(group, "label \"" + label + "\" must not occur in ON and GROUP clause at once");
                }
            }
        }
        return new VectorMatching(on, labels, cardinality, include);
    }

    private QueryExpression operand() {
        Token token = peek();
        if (token.is("-") || token.is("+")) {
            next++;
            QueryExpression inner = expression(BinaryOperator.POWER.precedence());
            types.checkSign(token, inner);
            return token.is("+") ? inner : new QueryExpression.Negation(inner);
        }
        return postfix(primary());
    }

    private QueryExpression primary() {
        Token token = peek();
        switch (token.kind()) {
            case NUMBER -> {
                next++;
                return new QueryExpression.Constant(number(token));
            }
            case STRING -> {
                next++;
                return new QueryExpression.Text(token.text());
            }
            case IDENTIFIER -> {
                return word(token);
            }
            case SYMBOL -> {
                if (token.is("(")) {
                    next++;
                    QueryExpression inner = expression(0);
                    expect(")");
                    return inner;
                }
                if (token.is("{")) {
                    return new QueryExpression.Selector(matchers(), 0);
                }
            }
            case DURATION, END -> {}
        }
        throw failure(token, "unexpected " + token.described());
    }

    private QueryExpression word(Token token) {
        Token after = tokens.get(next + 1);
        Aggregator aggregator = Aggregator.of(token);
        if (aggregator != null && (after.is("(") || after.isWord("by") || after.isWord("without"))) {
            next++;
            return aggregation(token, aggregator);
        }
        if (after.is("(")) {
            next++;
            return call(token);
        }
        if (token.isWord("inf") || token.isWord("nan")) {
            next++;
            return new QueryExpression.Constant(token.isWord("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        return new QueryExpression.Selector(matchers(), 0);
    }

    private QueryExpression aggregation(Token token, Aggregator aggregator) {
        Boolean without = grouping();
        List<String> labels = without == null ? List.of() : labels();
        List<QueryExpression> arguments = arguments();
        if (without == null) {
            without = grouping();
            labels = without == null ? List.of() : labels();
        }
        return types.aggregation(token, aggregator, arguments, without != null && without, labels);
    }

    private @Nullable Boolean grouping() {
        if (acceptWord("by")) {
            return false;
        }
        return acceptWord("without") ? true : null;
    }

    private QueryExpression call(Token token) {
        PromFunction function = PromFunction.of(token.text());
        if (function == null) {
            throw failure(token, "unknown function with name \"" + token.text() + "\"");
        }
        QueryExpression.Call call = new QueryExpression.Call(function, arguments());
        types.check(token, call);
        return call;
    }

    private List<QueryExpression> arguments() {
        List<QueryExpression> arguments = new ArrayList<>();
        expect("(");
        while (!peek().is(")")) {
            arguments.add(expression(0));
            if (!peek().is(",")) {
                break;
            }
            next++;
        }
        expect(")");
        return arguments;
    }

    /** Ranges, subqueries and offsets. */
    private QueryExpression postfix(QueryExpression first) {
        QueryExpression expression = first;
        while (true) {
            Token token = peek();
            if (token.is("[")) {
                next++;
                expression = range(token, expression);
            } else if (token.isWord("offset")) {
                next++;
                boolean ahead = peek().is("-");
                next += ahead ? 1 : 0;
                expression = offset(token, expression, ahead ? -duration() : duration());
            } else if (token.is("@")) {
                throw failure(token, "the @ modifier is not supported: set the range of the query instead");
            } else {
                return expression;
            }
        }
    }

    private QueryExpression range(Token token, QueryExpression expression) {
        long range = duration();
        if (range == 0) {
            throw failure(token, "duration must be greater than 0");
        }
        if (peek().is(":")) {
            next++;
            long step = peek().is("]") ? 0 : duration();
            expect("]");
            types.checkSubquery(token, expression);
            return new QueryExpression.Subquery(expression, range, step, 0);
        }
        expect("]");
        if (!(expression instanceof QueryExpression.Selector selector)) {
            throw failure(token, "ranges only allowed for vector selectors");
        }
        if (selector.offsetMillis() != 0) {
            throw failure(token, "no offset modifiers allowed before range");
        }
        return new QueryExpression.Range(selector, range);
    }

    private QueryExpression offset(Token token, QueryExpression expression, long millis) {
        if (expression instanceof QueryExpression.Selector selector && selector.offsetMillis() == 0) {
            return new QueryExpression.Selector(selector.matchers(), millis);
        }
        if (expression instanceof QueryExpression.Range range
                && range.selector().offsetMillis() == 0) {
            return new QueryExpression.Range(
                    new QueryExpression.Selector(range.selector().matchers(), millis), range.rangeMillis());
        }
        if (expression instanceof QueryExpression.Subquery subquery && subquery.offsetMillis() == 0) {
            return new QueryExpression.Subquery(
                    subquery.inner(), subquery.rangeMillis(), subquery.stepMillis(), millis);
        }
        throw failure(
                token,
                "offset modifier must be preceded by an instant vector selector or range vector selector or a"
                        + " subquery, and may be set once");
    }

    private long duration() {
        Token token = peek();
        long millis = token.kind() == Kind.DURATION ? PromDurations.parse(token.text()) : -1;
        if (millis < 0) {
            throw failure(token, "unexpected " + token.described() + ", expected a duration such as 5m or 1h30m");
        }
        next++;
        return millis;
    }

    private double number(Token token) {
        String text = token.text();
        if (text.startsWith("0x") || text.startsWith("0X")) {
            try {
                return Long.parseLong(text, 2, text.length(), 16);
            } catch (NumberFormatException tooLarge) {
                throw failure(token, "error parsing number: \"" + text + "\" is out of range");
            }
        }
        return Double.parseDouble(text);
    }

    /** A metric name, label matchers in braces, or both. */
    private List<LabelMatcher> matchers() {
        Token first = peek();
        List<LabelMatcher> matchers = new ArrayList<>();
        boolean named = first.kind() == Kind.IDENTIFIER;
        if (named) {
            next++;
            matchers.add(new LabelMatcher(LabelNames.NAME, LabelMatcher.Operator.EQUAL, first.text()));
        }
        if (!named || peek().is("{")) {
            expect("{");
            while (!peek().is("}")) {
                matchers.add(matcher(named));
                if (!peek().is(",")) {
                    break;
                }
                next++;
            }
            expect("}");
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw failure(first, "vector selector must contain at least one non-empty matcher");
        }
        return matchers;
    }

    private LabelMatcher matcher(boolean named) {
        String label = label();
        Token operator = peek();
        LabelMatcher.Operator how = LabelMatcher.Operator.of(operator.kind() == Kind.SYMBOL ? operator.text() : "");
        if (how == null) {
            throw failure(
                    operator, "unexpected " + operator.described() + " in label matching, expected =, !=, =~ or !~");
        }
        next++;
        Token value = peek();
        if (value.kind() != Kind.STRING) {
            throw failure(value, "unexpected " + value.described() + " in label matching, expected string");
        }
        next++;
        if (named && label.equals(LabelNames.NAME)) {
            throw failure(value, "metric name must not be set twice");
        }
        try {
            return new LabelMatcher(label, how, value.text());
        } catch (IllegalArgumentException invalid) {
            throw failure(value, String.valueOf(invalid.getMessage()));
        }
    }

    /** Label names in parentheses. */
    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        expect("(");
        while (!peek().is(")")) {
            labels.add(label());
            if (!peek().is(",")) {
                break;
            }
            next++;
        }
        expect(")");
        return labels;
    }

    private String label() {
        Token token = peek();
        if (token.kind() != Kind.IDENTIFIER || !LabelNames.isLabel(token.text())) {
            throw failure(token, "unexpected " + token.described() + ", expected a label name");
        }
        next++;
        return token.text();
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean acceptWord(String word) {
        boolean found = peek().isWord(word);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String symbol) {
        Token token = peek();
        if (!token.is(symbol)) {
            throw failure(token, "unexpected " + token.described() + ", expected \"" + symbol + "\"");
        }
        next++;
    }

    private void expectEnd() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            throw failure(token, "unexpected " + token.described());
        }
    }

    private QueryException failure(Token token, String message) {
        return ErrorPlace.failure(query, token.position(), message);
    }
}
