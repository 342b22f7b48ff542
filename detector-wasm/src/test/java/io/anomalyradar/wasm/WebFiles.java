package io.anomalyradar.wasm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * An HTTP server of the shipped files ({@code /detector/}) and of the test's own ({@code /page/}), on a port of this
 * machine alone.
 */
final class WebFiles implements AutoCloseable {
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "wasm", "application/wasm");

    private static final String SHIPPED = "/META-INF/resources/detector/";
    private static final String PAGE = "/page/";

    private final HttpServer server;

    private WebFiles(HttpServer server) {
        this.server = server;
    }

    static WebFiles serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/detector/", exchange -> send(exchange, SHIPPED));
        server.createContext("/page/", exchange -> send(exchange, PAGE));
        server.start();
        return new WebFiles(server);
    }

    /** A file that is shipped, by its name. */
    static InputStream shipped(String name) throws IOException {
        InputStream file = WebFiles.class.getResourceAsStream(SHIPPED + name);
        if (file == null) {
            throw new FileNotFoundException(SHIPPED + name);
        }
        return file;
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/");
    }

    private static void send(HttpExchange exchange, String folder) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        try (exchange;
                InputStream file = WebFiles.class.getResourceAsStream(folder + name)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
            exchange.getResponseHeaders().set("Content-Type", type);
            // an isolated page has a clock with microseconds instead of tenths of milliseconds
            exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
            exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
            byte[] bytes = file.readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
