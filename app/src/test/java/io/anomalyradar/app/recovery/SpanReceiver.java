package io.anomalyradar.app.recovery;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of spans by OTLP (HTTP, Protobuf). */
final class SpanReceiver implements AutoCloseable {
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final HttpServer server;
    private final Map<String, List<Span>> traces = new ConcurrentHashMap<>();

    /** One span; ids are hexadecimal, the parent of a root is empty. */
    record Span(String name, String id, String parent) {}

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    /** By trace. */
    Map<String, List<Span>> traces() {
        return traces;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            UnknownFieldSet request = UnknownFieldSet.parseFrom(exchange.getRequestBody());
            for (ByteString resource : request.getField(RESOURCE_SPANS).getLengthDelimitedList()) {
                for (ByteString scope : UnknownFieldSet.parseFrom(resource)
                        .getField(SCOPE_SPANS)
                        .getLengthDelimitedList()) {
                    UnknownFieldSet.parseFrom(scope)
                            .getField(SPANS)
                            .getLengthDelimitedList()
                            .forEach(this::add);
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void add(ByteString encoded) {
        try {
            UnknownFieldSet span = UnknownFieldSet.parseFrom(encoded);
            traces.computeIfAbsent(hex(span, 1), trace -> new CopyOnWriteArrayList<>())
                    .add(new Span(
                            span.getField(5).getLengthDelimitedList().get(0).toStringUtf8(),
                            hex(span, 2),
                            hex(span, 4)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not a span", unreadable);
        }
    }

    private static String hex(UnknownFieldSet span, int field) {
        List<ByteString> values = span.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : HexFormat.of().formatHex(values.get(0).toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
