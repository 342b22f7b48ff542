package io.anomalyradar.server.stream;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.anomalyradar.server.http.Json;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A WebSocket server of its own that sends every client the names of the meters and then each tick. A client that has
 * not read the tick before misses this one: nothing waits for it, and nothing is queued. At most {@value #MAX_CLIENTS}
 * clients. Pages of any origin may connect, so its data must not be secret. Thread-safe.
 */
public final class RawStream implements AutoCloseable {
    private static final int MAX_CLIENTS = 64;
    private static final int MAX_MESSAGE = 1 << 10;
    private static final long IDLE_MILLIS = 60_000;

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final String meters;
    private final Server server;

    /** @param names the meters, in the order of the values of a tick */
    private RawStream(InetSocketAddress address, List<String> names) {
        meters = text(json -> {
            json.writeStringField("type", "meters");
            json.writeArrayFieldStart("names");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
        });
        server = Server.builder()
                .port(address, SessionProtocol.HTTP)
                .requestTimeoutMillis(0)
                .idleTimeoutMillis(IDLE_MILLIS)
                .service(
                        "/",
                        WebSocketService.builder(this::connected)
                                .maxFramePayloadLength(MAX_MESSAGE)
                                .allowedOrigins("*")
                                .build())
                .build();
        try {
            server.start().join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(
                    "cannot listen on " + address + ": is another program there? Choose another port", failed);
        }
    }

    /** Starts at {@code address}; port 0 is any free one. */
    public static RawStream start(InetSocketAddress address, List<String> names) {
        return new RawStream(address, names);
    }

    public int port() {
        return server.activeLocalPort();
    }

    /** Clients that are connected. */
    public int clients() {
        return clients.size();
    }

    /**
     * Sends one value of each meter; NaN is no value.
     *
     * @return the clients that get it; the others have not read the tick before
     */
    public int send(long timestampMillis, double[] values) {
        if (clients.isEmpty()) {
            return 0;
        }
        String tick = text(json -> {
            json.writeStringField("type", "tick");
            json.writeNumberField("t", timestampMillis);
            json.writeArrayFieldStart("v");
            for (double value : values) {
                Json.number(json, value);
            }
            json.writeEndArray();
        });
        int taken = 0;
        for (Client client : clients) {
            taken += client.offer(tick) ? 1 : 0;
        }
        return taken;
    }

    private static String text(Json.Body fields) {
        return new String(Json.object(fields), StandardCharsets.UTF_8);
    }

    private WebSocket connected(ServiceRequestContext context, WebSocket in) {
        WebSocketWriter out = WebSocket.streaming();
        Client client = new Client(out);
        if (clients.size() >= MAX_CLIENTS) {
            in.abort();
            out.close(WebSocketCloseStatus.TRY_AGAIN_LATER, "too many clients: " + MAX_CLIENTS + " are allowed");
            return out;
        }
        in.subscribe(client, context.eventLoop().withoutContext());
        client.offer(meters);
        clients.add(client);
        var unused = out.whenComplete().handle((done, failure) -> clients.remove(client));
        return out;
    }

    @Override
    public void close() {
        clients.forEach(client -> client.out.close(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "the stream has ended"));
        server.stop().join();
    }

    /** Reads only that its client is gone; has at most one message under way. */
    private static final class Client implements Subscriber<WebSocketFrame> {
        private final WebSocketWriter out;
        private final AtomicBoolean isBusy = new AtomicBoolean();

        Client(WebSocketWriter out) {
            this.out = out;
        }

        boolean offer(String message) {
            if (!out.isOpen() || !isBusy.compareAndSet(false, true) || !out.tryWrite(message)) {
                return false;
            }
            var unused = out.whenConsumed().thenRun(() -> isBusy.set(false));
            return true;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(WebSocketFrame frame) {
            try (frame) {
                switch (frame.type()) {
                    case PING -> {
                        var unused = out.tryWrite(WebSocketFrame.ofPong(frame.array())); // false: closed
                    }
                    case CLOSE -> out.close(WebSocketCloseStatus.NORMAL_CLOSURE);
                    case TEXT, BINARY, CONTINUATION, PONG -> {}
                }
            }
        }

        @Override
        public void onError(Throwable broken) {
            out.close(broken);
        }

        @Override
        public void onComplete() {
            out.close();
        }
    }
}
