package io.anomalyradar.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code /ws/live} (spec/live.md) that passes on every received sample at the time when a page would draw
 * it.
 */
public final class LiveClient implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Receives each sample. */
    @FunctionalInterface
    public interface Listener {
        void received(String device, long timestampMillis);
    }

    private final Listener listener;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final WebSocket socket;
    private volatile @Nullable Throwable failure;

    private LiveClient(URI live, Listener listener) {
        this.listener = listener;
        socket = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .newWebSocketBuilder()
                .buildAsync(live, new Messages())
                .join();
    }

    /**
     * Connects, subscribes and returns once the snapshot has arrived.
     *
     * @param live address of the WebSocket
     * @param throttle null uses the server's default
     */
    public static LiveClient subscribe(
            URI live, List<String> devices, String metric, @Nullable Duration throttle, Listener listener)
            throws InterruptedException {
        LiveClient client = new LiveClient(live, listener);
        String names = devices.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        String pace = throttle == null ? "" : ",\"throttleMillis\":" + throttle.toMillis();
        client.socket
                .sendText(
                        "{\"type\":\"subscribe\",\"anomalies\":false,\"devices\":[" + names + "],\"metrics\":[\""
                                + metric + "\"]" + pace + "}",
                        true)
                .join();
        if (!client.subscribed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server sent no snapshot");
        }
        return client;
    }

    /** Throws the error of the connection, if there was one. */
    public void check() {
        Throwable failed = failure;
        if (failed != null) {
            throw new CompletionException("the live connection failed", failed);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                read(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            failure = error;
        }
    }

    private void read(String message) {
        try (JsonParser parser = JSON.createParser(message)) {
            String type = "";
            String device = "";
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "type" -> type = parser.getText();
                    case "device" -> device = parser.getText();
                    case "t" -> times(parser, type, device);
                    default -> {}
                }
            }
            if (type.equals("snapshot")) {
                subscribed.countDown();
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private void times(JsonParser parser, String type, String device) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (type.equals("scores")) {
                listener.received(device, parser.getLongValue());
            }
        }
    }
}
