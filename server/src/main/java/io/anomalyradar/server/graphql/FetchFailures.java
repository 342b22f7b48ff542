package io.anomalyradar.server.graphql;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.anomalyradar.server.http.Problem;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A field that cannot be read is an error with the code that the same failure has as problem details. */
final class FetchFailures implements DataFetcherExceptionHandler {
    private final Function<Throwable, Problem> problems;

    FetchFailures(Function<Throwable, Problem> problems) {
        this.problems = problems;
    }

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        Problem problem = problems.apply(failed.getException());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(
                        GraphqlErrorBuilder.newError(failed.getDataFetchingEnvironment())
                                .message("%s", problem.detail())
                                .extensions(Map.of("code", problem.code().name()))
                                .build())
                .build());
    }
}
