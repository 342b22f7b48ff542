package io.anomalyradar.server.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Common parts of the requests that change something. */
public final class Requests {
    private static final int MAX_BYTES = 1 << 20;
    private static final MediaType SQL = MediaType.create("application", "sql");

    private Requests() {}

    /**
     * The answer that {@code work} makes of the whole request, on one of the pool's threads. Refuses a body of more
     * than {@value #MAX_BYTES} bytes.
     */
    public static HttpResponse answer(
            WorkPool pool,
            BodyBudget budget,
            ServiceRequestContext context,
            HttpRequest request,
            Function<AggregatedHttpRequest, HttpResponse> work) {
        context.setMaxRequestLength(Math.min(context.maxRequestLength(), MAX_BYTES));
        BodyReceiver receiver = BodyReceiver.start(request, context, budget);
        CompletableFuture<HttpResponse> answer = receiver.received()
                .thenCompose(body -> pool.compose(
                        () -> CompletableFuture.completedFuture(work.apply(whole(request.headers(), body)))))
                .whenComplete((response, failure) -> receiver.release());
        return HttpResponse.of(answer);
    }

    private static AggregatedHttpRequest whole(RequestHeaders headers, List<byte[]> body) {
        return AggregatedHttpRequest.of(headers, HttpData.wrap(BodyReceiver.whole(body)));
    }

    /** The number in {@code If-Match}, with or without quotes; {@code whenAbsent} without the header. */
    public static int ifMatch(AggregatedHttpRequest request, int whenAbsent) {
        String value = request.headers().get(HttpHeaderNames.IF_MATCH);
        if (value == null || value.isBlank()) {
            return whenAbsent;
        }
        try {
            return Integer.parseInt(value.strip().replace("\"", ""));
        } catch (NumberFormatException notANumber) {
            throw Problem.parameter("If-Match", value, "give the number that the change was made from")
                    .exception();
        }
    }

    /**
     * Refuses a body that is not declared as JSON: a foreign page could send any other type without asking first.
     *
     * @param what the body is called, for the message
     */
    public static void requireJson(HttpRequest request, String what) {
        MediaType type = request.contentType();
        if (type == null || !type.isJson()) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the " + what + " as application/json")
                    .exception();
        }
    }

    /**
     * Refuses a body that is not declared as SQL.
     *
     * @param what the body is called, for the message
     */
    public static void requireSql(HttpRequest request, String what) {
        MediaType type = request.contentType();
        if (type == null || !type.is(SQL)) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the " + what + " as application/sql")
                    .exception();
        }
    }

    /** Whether the parameter {@code name} is true; false when it is absent. */
    public static boolean flag(Parameters parameters, String name) {
        String value = parameters.text(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Problem.parameter(name, value, "give true or false").exception();
    }
}
