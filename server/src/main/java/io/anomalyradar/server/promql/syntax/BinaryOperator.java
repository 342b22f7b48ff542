package io.anomalyradar.server.promql.syntax;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands between two expressions. */
public enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    ATAN2("atan2", 5),
    POWER("^", 6);

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    static @Nullable BinaryOperator of(Token token) {
        if (token.kind() != Token.Kind.SYMBOL && token.kind() != Token.Kind.IDENTIFIER) {
            return null;
        }
        String written = token.text().toLowerCase(Locale.ROOT);
        for (BinaryOperator operator : values()) {
            if (operator.text.equals(written)) {
                return operator;
            }
        }
        return null;
    }

    String text() {
        return text;
    }

    /** The greater, the closer it binds. */
    int precedence() {
        return precedence;
    }

    public boolean isSet() {
        return precedence <= 2;
    }

    public boolean isComparison() {
        return precedence == 3;
    }
}
