package io.anomalyradar.server.promql;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.http.Awaited;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.promql.engine.Evaluated;
import io.anomalyradar.server.promql.engine.Evaluator;
import io.anomalyradar.server.promql.engine.QueryBudget;
import io.anomalyradar.server.promql.engine.Steps;
import io.anomalyradar.server.promql.engine.Track;
import io.anomalyradar.server.promql.syntax.ExpressionType;
import io.anomalyradar.server.promql.syntax.PromqlParser;
import io.anomalyradar.server.promql.syntax.QueryException;
import io.anomalyradar.server.promql.syntax.QueryException.Reason;
import io.anomalyradar.server.promql.syntax.QueryExpression;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code /prometheus/api/v1/query} and {@code query_range}, and the parts that all endpoints share: parameters from the
 * address or a form, a time limit, cancellation when the client leaves, and errors in Prometheus' form.
 */
public final class PromqlService {
    static final String PREFIX = "/prometheus/api/v1/";
    /** Numbers that one query may keep: 16 to 40 bytes each. */
    private static final long MAX_NUMBERS = 5_000_000;

    /** Points of all series of an answer, some 20 bytes each. */
    private static final long MAX_ANSWER = 1_000_000;

    private static final long MAX_MILLIS = 20_000;
    private static final long MAX_FORM = 256 << 10;

    private final HistoryQueries store;
    private final SeriesCatalogue catalogue;
    private final WorkPool pool;
    private final BodyBudget bodies;
    private final Clock clock;
    private final String version;

    /**
     * The service.
     *
     * @param pool its size is how many queries run at once
     * @param version of this program
     */
    public PromqlService(
            HistoryQueries store,
            Supplier<DeviceRegistry> registry,
            WorkPool pool,
            BodyBudget bodies,
            Clock clock,
            String version) {
        this.store = store;
        this.catalogue = new SeriesCatalogue(store, registry);
        this.pool = pool;
        this.bodies = bodies;
        this.clock = clock;
        this.version = version;
    }

    public void addTo(ServerBuilder server) {
        addBoth(server, "query", this::query);
        addBoth(server, "query_range", this::queryRange);
        CatalogueAnswers answers = new CatalogueAnswers(catalogue, version);
        addBoth(server, "series", answers::series);
        addBoth(server, "labels", answers::labels);
        addGet(server, "label/{name}/values", answers::values);
        addGet(server, "metadata", answers::metadata);
        addGet(server, "status/buildinfo", asked -> answers.buildInformation());
    }

    /** Answers a question with these parameters. */
    interface Question {
        HttpResponse answer(Asked asked);
    }

    /** A question under way. */
    record Asked(PromqlParameters parameters, QueryBudget budget, ServiceRequestContext context) {
        /** The part of the path that the route calls so. */
        String path(String name) {
            return String.valueOf(context.pathParam(name));
        }
    }

    private void addGet(ServerBuilder server, String path, Question question) {
        server.route().get(PREFIX + path).build((context, request) -> get(context, question));
    }

    private void addBoth(ServerBuilder server, String path, Question question) {
        addGet(server, path, question);
        server.route().post(PREFIX + path).build((context, request) -> post(context, request, question));
    }

    private HttpResponse get(ServiceRequestContext context, Question question) {
        return Awaited.answer(cancellation -> answer(context, context.queryParams(), question, cancellation));
    }

    /** The parameters are in a form, or in the address. */
    private HttpResponse post(ServiceRequestContext context, HttpRequest request, Question question) {
        context.setMaxRequestLength(Math.min(context.maxRequestLength(), MAX_FORM));
        BodyReceiver receiver = BodyReceiver.start(request, context, bodies);
        return Awaited.answer(cancellation -> receiver.received()
                .thenCompose(body -> {
                    String form = new String(BodyReceiver.whole(body), StandardCharsets.UTF_8);
                    QueryParams all = QueryParams.builder()
                            .add(context.queryParams())
                            .add(QueryParams.fromQueryString(form))
                            .build();
                    return answer(context, all, question, cancellation);
                })
                .whenComplete((response, failure) -> receiver.release()));
    }

    private CompletableFuture<HttpResponse> answer(
            ServiceRequestContext context, QueryParams given, Question question, Cancellation cancellation) {
        PromqlParameters parameters = new PromqlParameters(given, clock.millis());
        long millis;
        try {
            millis = parameters.timeoutMillis(MAX_MILLIS);
        } catch (QueryException unreadable) {
            return CompletableFuture.completedFuture(PromqlJson.failure(unreadable));
        }
        var timer = context.eventLoop().schedule(cancellation::cancel, millis, TimeUnit.MILLISECONDS);
        QueryBudget budget = new QueryBudget(
                MAX_NUMBERS,
                System::nanoTime,
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis),
                cancellation::isCancelled);
        Asked asked = new Asked(parameters, budget, context);
        return pool.compose(() -> CompletableFuture.completedFuture(cancellation.run(() -> answered(question, asked))))
                .exceptionally(PromqlService::refused)
                .whenComplete((response, failure) -> timer.cancel(false));
    }

    private static HttpResponse answered(Question question, Asked asked) {
        try {
            asked.budget.check();
            return question.answer(asked);
        } catch (QueryException failure) {
            return PromqlJson.failure(failure);
        } catch (HistoryException failure) {
            return PromqlJson.failure(ofStore(failure, asked.budget));
        }
    }

    private static QueryException ofStore(HistoryException failure, QueryBudget budget) {
        return switch (failure.code()) {
            case CANCELLED ->
                budget.isOver()
                        ? QueryBudget.timedOut()
                        : new QueryException(Reason.CANCELED, "the query was canceled");
            case TIMED_OUT -> QueryBudget.timedOut();
            case MEMORY_EXHAUSTED ->
                QueryException.execution(
                        "the store needs more memory than it may take: select fewer series or a" + " shorter range");
            default ->
                new QueryException(
                        Reason.UNAVAILABLE,
                        "the history store does not answer (" + failure.code() + "): see /ready and the log");
        };
    }

    /** There was no room for the query. */
    private static HttpResponse refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof ProblemException full) {
            return PromqlJson.failure(
                    new QueryException(Reason.UNAVAILABLE, full.problem().detail()));
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private static QueryExpression parsed(PromqlParameters parameters) {
        try {
            return PromqlParser.parse(parameters.query());
        } catch (QueryException unreadable) {
            throw PromqlParameters.invalid("query", String.valueOf(unreadable.getMessage()));
        }
    }

    private static Evaluated bounded(Evaluated value, Steps steps) {
        long points = value instanceof Evaluated.Vector vector
                ? (long) vector.rows().size() * steps.count()
                : value instanceof Evaluated.Matrix matrix
                        ? matrix.tracks().stream().mapToLong(Track::size).sum()
                        : 1;
        if (points > MAX_ANSWER) {
            throw QueryException.execution("the answer has " + points + " points, " + MAX_ANSWER
                    + " are allowed: aggregate, select fewer series, or use a longer step");
        }
        return value;
    }

    private HttpResponse query(Asked asked) {
        Steps steps = asked.parameters.instant();
        QueryExpression expression = parsed(asked.parameters);
        HistoryReader reader = new HistoryReader(store, catalogue, asked.budget);
        Evaluated value = bounded(new Evaluator(reader, asked.budget).evaluate(expression, steps), steps);
        return PromqlJson.success(reader.notes(), List.of(), json -> PromqlJson.writeInstant(json, value, steps));
    }

    private HttpResponse queryRange(Asked asked) {
        Steps steps = asked.parameters.range();
        QueryExpression expression = parsed(asked.parameters);
        if (expression.type() == ExpressionType.MATRIX || expression.type() == ExpressionType.STRING) {
            throw PromqlParameters.invalid(
                    "query",
                    "invalid expression type \"" + expression.type().text()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        HistoryReader reader = new HistoryReader(store, catalogue, asked.budget);
        Evaluated value = bounded(new Evaluator(reader, asked.budget).evaluate(expression, steps), steps);
        return PromqlJson.success(reader.notes(), List.of(), json -> PromqlJson.writeRange(json, value, steps));
    }
}
