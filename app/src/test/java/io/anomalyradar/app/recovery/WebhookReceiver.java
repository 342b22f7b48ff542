package io.anomalyradar.app.recovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real receiver of webhook messages, which counts how often it receives each one. */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final Map<String, String> messages = new ConcurrentHashMap<>();

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::receive);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** How often each {@code Idempotency-Key} came: "anomaly id:opened" or "anomaly id:ended". */
    public Map<String, Integer> received() {
        return received;
    }

    /** The newest message with the given {@code Idempotency-Key}, or an empty text. */
    public String message(String key) {
        return messages.getOrDefault(key, "");
    }

    /** How many keys came more than once. */
    public long repeated() {
        return received.values().stream().filter(times -> times > 1).count();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            messages.put(key, message);
            received.merge(key, 1, Integer::sum);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
