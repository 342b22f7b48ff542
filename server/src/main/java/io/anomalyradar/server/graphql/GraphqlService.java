package io.anomalyradar.server.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import graphql.ExecutionResult;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.server.http.Awaited;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.http.ClientPlaces;
import io.anomalyradar.server.http.OriginGuard;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.SocketMessages;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.anomalyradar.server.security.Principal;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/**
 * {@code /api/graphql}: queries by POST and GET, subscriptions over a WebSocket, of which there are at most
 * {@value #MAX_CLIENTS}.
 */
public final class GraphqlService {
    private static final int MAX_BODY = 128 << 10;
    private static final int MAX_CLIENTS = 128;
    private static final long CHECK_MILLIS = 500;

    private final GraphqlEngine engine;
    private final AccessControl access;
    private final BodyBudget bodies;
    private final Collection<String> origins;
    private final ClientPlaces places = new ClientPlaces(MAX_CLIENTS);

    /** @param origins of pages that may connect besides the server's own */
    public GraphqlService(GraphqlEngine engine, AccessControl access, BodyBudget bodies, Collection<String> origins) {
        this.engine = engine;
        this.access = access;
        this.bodies = bodies;
        this.origins = origins;
    }

    public void addTo(ServerBuilder server) {
        WebSocketService service = WebSocketService.builder(this::connected)
                .subprotocols("graphql-transport-ws")
                .maxFramePayloadLength(SocketMessages.MAX_MESSAGE)
                .allowedOrigins("*") // the guard decides
                .fallbackService(this::asked)
                .build();
        server.service("/api/graphql", service.decorate(new OriginGuard(origins)));
    }

    private HttpResponse asked(ServiceRequestContext context, HttpRequest request) {
        DeviceView view = access.view(context);
        return switch (request.method()) {
            case GET -> {
                GraphqlQuestion question = inAddress(context);
                yield Awaited.answer(cancellation -> answer(question, view, cancellation));
            }
            case POST -> {
                Requests.requireJson(request, "question");
                context.setMaxRequestLength(MAX_BODY);
                BodyReceiver receiver = BodyReceiver.start(request, context, bodies);
                yield Awaited.answer(cancellation -> receiver.received()
                        .thenCompose(body -> answer(GraphqlQuestion.of(BodyReceiver.whole(body)), view, cancellation))
                        .whenComplete((response, failure) -> receiver.release()));
            }
            default ->
                throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "send the question by POST or GET")
                        .exception();
        };
    }

    /** A question whose parts are parameters, as caches and links need it. */
    private static GraphqlQuestion inAddress(ServiceRequestContext context) {
        Map<String, Object> fields = new HashMap<>();
        for (String name : new String[] {"query", "operationName"}) {
            String text = context.queryParam(name);
            if (text != null) {
                fields.put(name, text);
            }
        }
        for (String name : new String[] {"variables", "extensions"}) {
            String json = context.queryParam(name);
            if (json != null) {
                fields.put(name, GraphqlQuestion.object(json.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return GraphqlQuestion.of(fields);
    }

    private CompletableFuture<HttpResponse> answer(
            GraphqlQuestion question, DeviceView view, Cancellation cancellation) {
        return engine.answer(question, view, cancellation).thenApply(GraphqlService::response);
    }

    private static HttpResponse response(ExecutionResult result) {
        if (result.getData() instanceof Publisher) {
            throw Problem.of(
                            ProblemCode.BAD_REQUEST,
                            "a subscription needs a WebSocket with the subprotocol graphql-transport-ws")
                    .exception();
        }
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.JSON)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(headers, HttpData.wrap(bytes(result.toSpecification())));
    }

    static byte[] bytes(Map<String, Object> json) {
        try {
            return GraphqlQuestion.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps, lists, numbers and texts are JSON", impossible);
        }
    }

    private WebSocket connected(ServiceRequestContext context, WebSocket in) {
        WebSocketWriter out = WebSocket.streaming();
        InetAddress client = context.clientAddress();
        if (!places.take(client)) {
            in.abort();
            out.close(WebSocketCloseStatus.TRY_AGAIN_LATER, places.refusal());
            return out;
        }
        EventLoop loop = context.eventLoop().withoutContext();
        Principal who = Access.principal(context);
        GraphqlSession session = new GraphqlSession(engine, access.view(context), out, loop);
        in.subscribe(new SocketMessages(session, out), loop);
        ScheduledFuture<?> check = loop.scheduleAtFixedRate(
                () -> session.check(access.holds(who)), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = out.whenComplete()
                .handleAsync(
                        (done, failure) -> {
                            check.cancel(false);
                            session.end();
                            places.leave(client);
                            return null;
                        },
                        loop);
        return out;
    }
}
