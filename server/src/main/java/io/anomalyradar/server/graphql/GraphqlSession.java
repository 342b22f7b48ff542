package io.anomalyradar.server.graphql;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.http.SocketMessages;
import io.anomalyradar.server.security.DeviceView;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One connection that speaks graphql-transport-ws
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). At most {@value #MAX_OPERATIONS} operations at a
 * time. Everything runs in the connection's event loop.
 */
final class GraphqlSession implements SocketMessages.Receiver {
    private static final int MAX_OPERATIONS = 20;

    /** Checks until the client must have initiated the connection: ten seconds. */
    private static final int PATIENCE = 20;

    private final GraphqlEngine engine;
    private final DeviceView view;
    private final WebSocketWriter out;
    private final EventLoop loop;
    private final Map<String, GraphqlOperation> operations = new HashMap<>();
    private boolean initiated;
    private int checks;

    GraphqlSession(GraphqlEngine engine, DeviceView view, WebSocketWriter out, EventLoop loop) {
        this.engine = engine;
        this.view = view;
        this.out = out;
        this.loop = loop;
    }

    @Override
    public void received(String text) {
        Map<String, Object> message;
        try {
            message = GraphqlQuestion.object(text.getBytes(StandardCharsets.UTF_8));
        } catch (ProblemException notJson) {
            close(4400, "a message is an object in JSON");
            return;
        }
        String type = String.valueOf(message.get("type"));
        switch (type) {
            case "connection_init" -> initiate();
            case "ping" -> send(Map.of("type", "pong"));
            case "pong" -> {}
            case "subscribe" -> subscribe(message);
            case "complete" -> complete(String.valueOf(message.get("id")));
            default -> close(4400, "unknown type of message");
        }
    }

    private void initiate() {
        if (initiated) {
            close(4429, "Too many initialisation requests");
            return;
        }
        initiated = true;
        send(Map.of("type", "connection_ack"));
    }

    private void subscribe(Map<String, Object> message) {
        if (!initiated) {
            close(4401, "Unauthorized");
            return;
        }
        if (!(message.get("id") instanceof String id) || !(message.get("payload") instanceof Map<?, ?> payload)) {
            close(4400, "'subscribe' needs an id and a payload");
            return;
        }
        if (operations.containsKey(id)) {
            close(4409, "Subscriber for this id already exists");
            return;
        }
        if (operations.size() == MAX_OPERATIONS) {
            sendError(id, MAX_OPERATIONS + " operations are under way: complete one, or connect again");
            return;
        }
        GraphqlQuestion question;
        try {
            Map<String, Object> fields = new HashMap<>();
            payload.forEach((name, value) -> fields.put(String.valueOf(name), value));
            question = GraphqlQuestion.of(fields);
        } catch (ProblemException malformed) {
            sendError(id, malformed.problem().detail());
            return;
        }
        GraphqlOperation operation = new GraphqlOperation(id, this, loop);
        operations.put(id, operation);
        Cancellation cancellation = operation.begin();
        var unused = engine.answer(question, view, cancellation)
                .handleAsync(
                        (result, failure) -> {
                            answered(operation, result, failure);
                            return null;
                        },
                        loop);
    }

    private void answered(GraphqlOperation operation, @Nullable ExecutionResult result, @Nullable Throwable failure) {
        operation.answered();
        if (operations.get(operation.id()) != operation) {
            operation.discard(result);
        } else if (result == null) {
            failed(operation, failure);
        } else if (result.getData() instanceof Publisher<?> items) {
            operation.follow(items);
        } else {
            next(operation, result);
            completed(operation);
        }
    }

    /** Sends an item of {@code operation}; false: it is over. */
    boolean next(GraphqlOperation operation, ExecutionResult item) {
        if (operations.get(operation.id()) != operation) {
            return false;
        }
        send(Map.of("type", "next", "id", operation.id(), "payload", item.toSpecification()));
        return out.isOpen();
    }

    void completed(GraphqlOperation operation) {
        if (operations.remove(operation.id(), operation)) {
            send(Map.of("type", "complete", "id", operation.id()));
        }
    }

    void failed(GraphqlOperation operation, @Nullable Throwable failure) {
        if (operations.remove(operation.id(), operation)) {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            String reason = cause instanceof ProblemException known
                    ? known.problem().detail()
                    : "the operation failed: subscribe again";
            sendError(operation.id(), reason);
        }
    }

    /** Calls {@code next} when the client has read what was sent. */
    void whenRead(Runnable next) {
        var unused = out.whenConsumed().thenRunAsync(next, loop);
    }

    private void complete(String id) {
        GraphqlOperation operation = operations.remove(id);
        if (operation != null) {
            operation.stop();
        }
    }

    /** Ends the connection when its login does not hold any more, or when nobody initiated it. */
    void check(boolean holds) {
        checks++;
        if (!holds) {
            close(4403, "the session or key has ended: log in again");
        } else if (!initiated && checks >= PATIENCE) {
            close(4408, "Connection initialisation timeout");
        }
    }

    private void sendError(String id, String reason) {
        GraphQLError error = GraphQLError.newError().message("%s", reason).build();
        send(Map.of("type", "error", "id", id, "payload", List.of(error.toSpecification())));
    }

    private void send(Map<String, Object> message) {
        var unused = out.tryWrite(new String(GraphqlService.bytes(message), StandardCharsets.UTF_8));
    }

    private void close(int status, String reason) {
        close(WebSocketCloseStatus.ofPrivateUse(status, reason), reason);
    }

    @Override
    public void close(WebSocketCloseStatus status, String reason) {
        out.close(status, reason);
        end();
    }

    @Override
    public void binary() {
        close(4400, "a message is text");
    }

    @Override
    public void pinged(byte[] content) {
        var unused = out.tryWrite(com.linecorp.armeria.common.websocket.WebSocketFrame.ofPong(content));
    }

    /** The connection is over. */
    void end() {
        operations.values().forEach(GraphqlOperation::stop);
        operations.clear();
    }
}
