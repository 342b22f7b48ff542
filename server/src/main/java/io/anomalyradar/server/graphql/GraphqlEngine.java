package io.anomalyradar.server.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.SubscriptionExecutionStrategy;
import graphql.execution.preparsed.persisted.ApolloPersistedQuerySupport;
import graphql.parser.ParserOptions;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.live.LiveHub;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers GraphQL: the schema with what its fields read, and the limits of a query. Thread-safe. */
public final class GraphqlEngine {
    private final GraphQL graphql;
    private final WorkPool pool;

    /** What the fields read. */
    public record Sources(
            HistoryStore store,
            Supplier<DeviceRegistry> registry,
            AlertBoard alerts,
            IncidentBoard incidents,
            LiveHub live) {}

    /**
     * An engine over {@code sources}.
     *
     * @param pool its size is how many queries run at once
     * @param emitters emit to subscriptions
     * @param problems what a failure is called
     */
    public GraphqlEngine(Sources sources, WorkPool pool, Executor emitters, Function<Throwable, Problem> problems) {
        this.pool = pool;
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring()
                .scalar(CustomScalars.TIME)
                .scalar(CustomScalars.NUMBER)
                .scalar(CustomScalars.WHOLE);
        new DeviceFields(sources.store(), sources.registry()).addTo(wiring);
        new SeriesFields(sources.store()).addTo(wiring);
        new AnomalyFields(sources.store()).addTo(wiring);
        new AlertFields(sources.alerts(), sources.incidents()).addTo(wiring);
        new LiveFields(sources.live(), sources.alerts(), sources.incidents(), emitters).addTo(wiring);
        FetchFailures failures = new FetchFailures(problems);
        graphql = GraphQL.newGraphQL(
                        new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(schema()), wiring.build()))
                .instrumentation(QueryCost.limits())
                .queryExecutionStrategy(new AsyncExecutionStrategy(failures))
                .subscriptionExecutionStrategy(new SubscriptionExecutionStrategy(failures))
                .preparsedDocumentProvider(new ApolloPersistedQuerySupport(new PersistedQueries()))
                .build();
    }

    private static String schema() {
        try (InputStream file = GraphqlEngine.class.getResourceAsStream("schema.graphqls")) {
            if (file == null) {
                throw new IllegalStateException("schema.graphqls is not part of this build");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The answer to {@code question}; for a subscription its data is a publisher of answers. */
    CompletableFuture<ExecutionResult> answer(GraphqlQuestion question, DeviceView view, Cancellation cancellation) {
        ExecutionInput input = ExecutionInput.newExecutionInput(question.query())
                .operationName(question.operation())
                .variables(question.variables())
                .extensions(question.extensions())
                .graphQLContext(Map.of(FieldArguments.VIEW, view, ParserOptions.class, QueryCost.PARSER))
                .build();
        return pool.compose(() -> CompletableFuture.completedFuture(cancellation.run(() -> graphql.execute(input))));
    }
}
