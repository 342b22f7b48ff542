package io.anomalyradar.server.graphql;

import graphql.analysis.FieldComplexityCalculator;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.parser.ParserOptions;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What a query may cost, known before it runs. A field costs 1, one that asks the store {@value #STORE}; what is below
 * a list counts as often as the list may have items: its {@code limit} or {@code points}, or {@value #USUAL} where the
 * query does not say.
 */
final class QueryCost implements FieldComplexityCalculator {
    static final int MAX_COST = 100_000;
    static final int MAX_DEPTH = 15;

    /** Checking whether fields of the same name can be merged takes time with the square of their number. */
    private static final int MAX_TOKENS = 3_000;

    private static final int MAX_CHARACTERS = 32_000;
    private static final int STORE = 100;
    private static final int USUAL = 10;

    private static final Set<String> ASKS_THE_STORE = Set.of(
            "Query.devices",
            "Query.device",
            "Query.series",
            "Query.anomalies",
            "Query.anomaly",
            "Device.metrics",
            "Device.latest",
            "Device.anomalies",
            "Metric.history",
            "Anomaly.device",
            "Anomaly.history");
    private static final Set<String> OF_UNKNOWN_SIZE = Set.of("Device.metrics", "Device.latest", "Incident.members");

    /** The inbox is copied and sorted for each of them. */
    private static final Set<String> COPIES_THE_INBOX = Set.of("Query.alerts", "Query.incidents", "Device.alerts");

    static final ParserOptions PARSER = ParserOptions.newParserOptions()
            .maxTokens(MAX_TOKENS)
            .maxWhitespaceTokens(20_000)
            .maxCharacters(MAX_CHARACTERS)
            .maxRuleDepth(100)
            .build();

    private QueryCost() {}

    static Instrumentation limits() {
        return new ChainedInstrumentation(
                new MaxQueryDepthInstrumentation(MAX_DEPTH) {
                    @Override
                    protected AbortExecutionException mkAbortException(int depth, int most) {
                        return new AbortExecutionException("the query is " + depth + " fields deep, " + most
                                + " are allowed: ask for less at once");
                    }
                },
                new MaxQueryComplexityInstrumentation(MAX_COST, new QueryCost()) {
                    @Override
                    protected AbortExecutionException mkAbortException(int cost, int most) {
                        return new AbortExecutionException("the query costs " + cost + ", " + most
                                + " are allowed (docs/graphql.md): lower limit or points, or ask for fewer fields");
                    }
                });
    }

    @Override
    public int calculate(FieldComplexityEnvironment field, int below) {
        String name = field.getParentType().getName() + "." + field.getField().getName();
        boolean large = ASKS_THE_STORE.contains(name) || COPIES_THE_INBOX.contains(name);
        long cost = (large ? STORE : 1) + items(name, field.getArguments()) * below;
        return (int) Math.min(cost, 1_000_000_000);
    }

    private static long items(String name, Map<String, Object> arguments) {
        long items = OF_UNKNOWN_SIZE.contains(name) ? USUAL : 1;
        for (String bound : Set.of("limit", "points")) {
            if (arguments.get(bound) instanceof Integer most) {
                items *= Math.max(1, most);
            }
        }
        return arguments.get("names") instanceof Collection<?> names ? items * Math.max(1, names.size()) : items;
    }
}
