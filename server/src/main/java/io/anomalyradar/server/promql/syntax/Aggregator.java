package io.anomalyradar.server.promql.syntax;

import org.jspecify.annotations.Nullable;

/** Joins the series of a vector, by groups. */
public enum Aggregator {
    SUM,
    AVG,
    COUNT,
    MIN,
    MAX,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    QUANTILE,
    COUNT_VALUES;

    static @Nullable Aggregator of(Token token) {
        if (token.kind() == Token.Kind.IDENTIFIER) {
            for (Aggregator aggregator : values()) {
                if (aggregator.name().equalsIgnoreCase(token.text())) {
                    return aggregator;
                }
            }
        }
        return null;
    }

    /** The type of its first argument, if it has two; null if it has one. */
    @Nullable
    ExpressionType parameter() {
        return switch (this) {
            case TOPK, BOTTOMK, QUANTILE -> ExpressionType.SCALAR;
            case COUNT_VALUES -> ExpressionType.STRING;
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR -> null;
        };
    }
}
