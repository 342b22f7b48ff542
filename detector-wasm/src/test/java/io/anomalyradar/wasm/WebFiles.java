package io.anomalyradar.wasm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An HTTP server of the shipped files ({@code /detector/}) and of the test's own ({@code /page/}), on a port of this machine alone. */
final class WebFiles implements AutoCloseable {
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "wasm", "application/wasm");

    private final HttpServer server;

    private WebFiles(HttpServer server) {
        this.server = server;
    }

    static WebFiles serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/detector/", exchange -> send(exchange, shipped()));
        server.createContext("/page/", exchange -> send(exchange, Path.of("target", "test-classes", "page")));
        server.start();
        return new WebFiles(server);
    }

    /** Where the build puts what is shipped. */
    static Path shipped() {
        return Path.of("target", "classes", "META-INF", "resources", "detector");
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/");
    }

    private static void send(HttpExchange exchange, Path folder) throws IOException {
        String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
        Path file = folder.resolve(name);
        try (exchange) {
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
