package io.anomalyradar.history.clickhouse;

import com.clickhouse.data.stream.Lz4InputStream;
import com.clickhouse.data.stream.Lz4OutputStream;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse's engine, loaded from a library, behind the part of its HTTP interface that the client uses: queries,
 * inserts with tokens, compressed blocks, users. A process of its own, to be killed. Arguments: library, directory,
 * port, password, and the word "readonly" for an engine that accepts no writes.
 */
@SuppressWarnings("deprecation") // the streams that replace those of LZ4 are not public
final class ChdbFront {
    private static final int CONNECTIONS = 8;
    private static final int BLOCK = 1 << 20;
    private static final Pattern ERROR_CODE = Pattern.compile("Code: (\\d+)");
    private static final Pattern INSERT = Pattern.compile("(?is)^\\s*(INSERT\\s+INTO\\s+.*?)\\s+FORMAT\\s+(\\w+)\\s*$");

    private final Engine engine;
    private final BlockingQueue<Pointer> connections = new ArrayBlockingQueue<>(CONNECTIONS);
    private final String password;
    private final boolean readOnly;

    /** The library's functions. */
    interface Engine extends Library {
        void chdb_set_signal_handlers_enabled(boolean enabled);

        @Nullable
        PointerByReference chdb_connect(int count, String[] arguments);

        Pointer chdb_query_n(Pointer connection, byte[] query, long size, byte[] format, long formatSize);

        Pointer chdb_stream_insert_n(Pointer connection, byte[] query, long size, byte[] format, long formatSize);

        int chdb_stream_append(Pointer stream, byte[] bytes, long size);

        Pointer chdb_stream_done(Pointer stream);

        @Nullable
        String chdb_stream_insert_error(Pointer stream);

        void chdb_destroy_insert_stream(Pointer stream);

        Pointer chdb_result_buffer(Pointer result);

        long chdb_result_length(Pointer result);

        @Nullable
        String chdb_result_error(Pointer result);

        void chdb_destroy_query_result(Pointer result);
    }

    private ChdbFront(String library, String directory, String password, boolean readOnly) {
        this.engine = Native.load(library, Engine.class);
        this.password = password;
        this.readOnly = readOnly;
        engine.chdb_set_signal_handlers_enabled(false);
        for (int i = 0; i < CONNECTIONS; i++) {
            PointerByReference connection =
                    Objects.requireNonNull(engine.chdb_connect(2, new String[] {"clickhouse", "--path=" + directory}));
            connections.add(connection.getPointer().getPointer(0));
        }
    }

    public static void main(String[] arguments) throws Exception {
        ChdbFront front = new ChdbFront(
                arguments[0], arguments[1], arguments[3], arguments.length > 4 && arguments[4].equals("readonly"));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2])), 0);
        server.setExecutor(Executors.newFixedThreadPool(2 * CONNECTIONS));
        server.createContext("/", front::answer);
        server.start();
        System.out.println("READY " + server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream()); // until the test that started it ends
        Runtime.getRuntime().halt(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
            if (!isUser(exchange)) {
                fail(
                        exchange,
                        403,
                        "Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)");
                return;
            }
            if ("1".equals(parameters.get("decompress")) && body.length > 0) {
                body = new Lz4InputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            Pointer connection = connections.take();
            try {
                run(exchange, parameters, body, connection);
            } finally {
                connections.add(connection);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUser(HttpExchange exchange) {
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        String key = exchange.getRequestHeaders().getFirst("X-ClickHouse-Key");
        if (basic != null && basic.startsWith("Basic ")) {
            String pair = new String(
                    java.util.Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8);
            return pair.endsWith(":" + password);
        }
        return password.equals(key == null ? "" : key);
    }

    private void run(HttpExchange exchange, Map<String, String> parameters, byte[] body, Pointer connection)
            throws IOException {
        String inHeader = exchange.getRequestHeaders().getFirst("X-ClickHouse-Database");
        String database = parameters.getOrDefault("database", inHeader == null ? "default" : inHeader);
        if (!database.isEmpty()) {
            engine.chdb_destroy_query_result(query(connection, "USE `" + database + "`", "TSV"));
        }
        String inAddress = parameters.getOrDefault("query", "");
        String text = inAddress.isEmpty() ? new String(body, StandardCharsets.UTF_8) : inAddress;
        Matcher insert = INSERT.matcher(inAddress);
        boolean rows = insert.matches() && body.length > 0;
        if (readOnly && !text.strip().regionMatches(true, 0, "SELECT", 0, 6)) {
            fail(exchange, 500, "Code: 164. DB::Exception: default: Cannot execute query in readonly mode. (READONLY)");
            return;
        }
        String format = exchange.getRequestHeaders().getFirst("X-ClickHouse-Format");
        format = format == null ? parameters.getOrDefault("default_format", "TabSeparated") : format;
        Pointer result = rows
                ? insert(connection, insert.group(1) + settings(parameters), insert.group(2), body, exchange)
                : query(connection, text, format);
        if (result == null) {
            return;
        }
        try {
            String error = engine.chdb_result_error(result);
            if (error != null && !error.isEmpty()) {
                fail(exchange, 500, error);
                return;
            }
            long length = engine.chdb_result_length(result);
            byte[] content = length == 0
                    ? new byte[0]
                    : engine.chdb_result_buffer(result).getByteArray(0, (int) length);
            exchange.getResponseHeaders().set("X-ClickHouse-Format", format);
            exchange.getResponseHeaders().set("X-ClickHouse-Summary", "{\"written_rows\":\"0\"}");
            send(exchange, 200, "1".equals(parameters.get("compress")) ? compressed(content) : content);
        } finally {
            engine.chdb_destroy_query_result(result);
        }
    }

    private static String settings(Map<String, String> parameters) {
        String token = parameters.getOrDefault("insert_deduplication_token", "");
        return token.isEmpty() ? " " : " SETTINGS insert_deduplication_token = '" + token + "' ";
    }

    private Pointer query(Pointer connection, String text, String format) {
        byte[] query = text.getBytes(StandardCharsets.UTF_8);
        byte[] as = format.getBytes(StandardCharsets.UTF_8);
        return engine.chdb_query_n(connection, query, query.length, as, as.length);
    }

    private @Nullable Pointer insert(Pointer connection, String head, String format, byte[] rows, HttpExchange exchange)
            throws IOException {
        byte[] query = head.getBytes(StandardCharsets.UTF_8);
        byte[] as = format.getBytes(StandardCharsets.UTF_8);
        Pointer stream = engine.chdb_stream_insert_n(connection, query, query.length, as, as.length);
        try {
            String error = engine.chdb_stream_insert_error(stream);
            if (error == null && engine.chdb_stream_append(stream, rows, rows.length) != 0) {
                error = String.valueOf(engine.chdb_stream_insert_error(stream));
            }
            if (error != null) {
                fail(exchange, 500, error);
                return null;
            }
            return engine.chdb_stream_done(stream);
        } finally {
            engine.chdb_destroy_insert_stream(stream);
        }
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Lz4OutputStream blocks = new Lz4OutputStream(bytes, BLOCK, null)) {
            blocks.write(content);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static void fail(HttpExchange exchange, int status, String error) throws IOException {
        Matcher code = ERROR_CODE.matcher(error);
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", code.find() ? code.group(1) : "1000");
        send(exchange, status, error.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("X-ClickHouse-Timezone", "UTC");
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }
}
