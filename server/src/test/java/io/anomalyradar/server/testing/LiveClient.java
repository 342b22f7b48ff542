package io.anomalyradar.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps the messages it receives. */
public final class LiveClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile int closeCode;
    private volatile boolean ponged;

    public LiveClient(URI server) throws Exception {
        this(server, "");
    }

    /** A client of {@code path} that speaks {@code subprotocol} and sends {@code headers}. */
    public static LiveClient speaking(URI server, String path, String subprotocol, String... headers) throws Exception {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(subprotocol);
        return new LiveClient(builder, URI.create("ws://" + server.getAuthority() + path), headers);
    }

    /** A client that claims to be a page of {@code origin}; empty: sends no origin. Sends {@code headers} too. */
    public LiveClient(URI server, String origin, String... headers) throws Exception {
        this(named(origin), URI.create("ws://" + server.getAuthority() + "/ws/live"), headers);
    }

    private static WebSocket.Builder named(String origin) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        return origin.isEmpty() ? builder : builder.header("Origin", origin);
    }

    private LiveClient(WebSocket.Builder builder, URI live, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(live, new Ear()).get(30, TimeUnit.SECONDS);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    received.add(MAPPER.readTree(message.toString()));
                } catch (IOException notJson) {
                    throw new UncheckedIOException(notJson);
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            ponged = true;
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }
    }

    public void say(String text) throws Exception {
        socket.sendText(text, true).get(30, TimeUnit.SECONDS);
    }

    /** Sends {@code first} and {@code second} as one message of two fragments. */
    public void say(String first, String second) throws Exception {
        socket.sendText(first, false).get(30, TimeUnit.SECONDS);
        socket.sendText(second, true).get(30, TimeUnit.SECONDS);
    }

    public void ping() throws Exception {
        socket.sendPing(ByteBuffer.wrap(new byte[] {1})).get(30, TimeUnit.SECONDS);
    }

    public boolean ponged() {
        return ponged;
    }

    /** All messages of {@code type} received so far. */
    public List<JsonNode> received(String type) {
        return received.stream()
                .filter(message -> message.get("type").asText().equals(type))
                .toList();
    }

    /** The first message of {@code type} that {@code wanted} admits; waits for it. */
    public JsonNode await(String type, Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> received(type).stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    public JsonNode await(String type) {
        return await(type, any -> true);
    }

    /** The code that the server closed with; 0 while it has not. */
    public int closeCode() {
        return closeCode;
    }

    /** The last message of {@code type} and everything with series after it. */
    public List<JsonNode> receivedSinceLast(String type) {
        List<JsonNode> all = List.copyOf(received);
        int last = all.size() - 1;
        while (last > 0 && !all.get(last).get("type").asText().equals(type)) {
            last--;
        }
        return all.subList(Math.max(0, last), all.size()).stream()
                .filter(message -> message.has("series"))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
