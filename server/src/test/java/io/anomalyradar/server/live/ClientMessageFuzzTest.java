package io.anomalyradar.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of WebSocket clients, damaged: each becomes a message, never an exception. */
class ClientMessageFuzzTest {
    @Test
    void messages() {
        String message =
                """
                {"type":"subscribe","devices":["pump-7","a/*"],"metrics":["m"],"severities":["CRITICAL"],
                "throttleMillis":250,"samples":true,"anomalies":false,"more":{"deep":[[{}]]}}""";

        Mutations.check(
                "client message",
                List.of(message.getBytes(UTF_8), "{\"type\":\"ping\"}".getBytes(UTF_8)),
                bytes -> ClientMessageJson.read(new String(bytes, UTF_8), 100));
    }
}
