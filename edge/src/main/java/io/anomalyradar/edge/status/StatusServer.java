package io.anomalyradar.edge.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers on the loopback address: {@code /} for people, {@code /metrics}, {@code /health}. Changes nothing. */
public final class StatusServer implements AutoCloseable {
    private final Supplier<GatewayStatus> status;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "status");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws IOException when the port is taken */
    public StatusServer(int port, Supplier<GatewayStatus> status) throws IOException {
        this.status = status;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (IOException taken) {
            threads.shutdown();
            throw new IOException(
                    "port " + port + " is taken: set gateway.status-port, or stop the other gateway", taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            if (host == null || !host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?")) {
                send(exchange, 421, "this host name is not served here\n");
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "GET only\n");
                return;
            }
            GatewayStatus now = status.get();
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> send(exchange, 200, now.text());
                case "/metrics" -> send(exchange, 200, now.metrics());
                case "/health" -> send(exchange, now.isWell() ? 200 : 503, now.text());
                default -> send(exchange, 404, "there are /, /metrics and /health\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
