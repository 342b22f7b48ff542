package io.anomalyradar.server.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A real HTTP receiver of notifications, which answers by a rule. */
final class Receiver implements AutoCloseable {
    static final int NEVER = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<String> rule = key -> 204;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        attempts.add(key);
        int status = rule.applyAsInt(key);
        if (status == NEVER) {
            return;
        }
        if (status < 300) {
            accepted.add(key);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** Answers a message with the status that {@code byKey} gives for its idempotency key. */
    void answer(ToIntFunction<String> byKey) {
        rule = byKey;
    }

    /** Answers every message with {@code status}. */
    void answer(int status) {
        rule = key -> status;
    }

    /** The messages, in order. */
    List<String> bodies() {
        return bodies;
    }

    /** Keys of all messages that came, in order. */
    List<String> attempts() {
        return attempts;
    }

    /** Keys of the messages that were answered by 2xx, in order. */
    List<String> accepted() {
        return accepted;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
