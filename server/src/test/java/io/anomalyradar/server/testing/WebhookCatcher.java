package io.anomalyradar.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Captures the HTTP requests of the webhook. */
public final class WebhookCatcher implements AutoCloseable {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080");

    private final HttpServer server;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    public WebhookCatcher() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        messages.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** The messages for {@code anomalies}, one after another. */
    public List<JsonNode> messagesFor(Anomaly... anomalies) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Channel webhook = TestChannels.webhook(url, Duration.ofSeconds(10))) {
            for (Anomaly anomaly : anomalies) {
                NotifiedChange transition =
                        anomaly.state() == AnomalyState.OPEN ? NotifiedChange.OPENED : NotifiedChange.ENDED;
                webhook.deliver(Notification.of(
                        Notice.of(Examples.alert(anomaly), transition).through("webhook"), PAGE));
            }
        }
        return messages;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
