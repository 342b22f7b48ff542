package io.anomalyradar.server.promql.syntax;

import java.util.List;

/**
 * How the series of two vectors find each other.
 *
 * @param on whether only {@code labels} count; otherwise all others do
 * @param include labels of the one side that the result gets
 */
public record VectorMatching(boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
    public static final VectorMatching DEFAULT =
            new VectorMatching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    /** How many of the left side match how many of the right side. */
    public enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY
    }

    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }
}
