package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.testing.RawHttp;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = TestServer.start(KafkaConfig.at("127.0.0.1:" + FreePort.next()), directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String answer(String requestLine, String host, String further) {
        try (RawHttp client = new RawHttp(server.server().port())) {
            return client.send(
                            requestLine + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + further + "\r\n")
                    .response();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/v1/devices", "/api/v1/status", "/health", "/ready", "/metrics", "/docs", "/nothing"})
    void foreignHost_refusedOnEveryRoute(String path) {
        String answer = answer("GET " + path, "evil.example:8080", "");

        assertThat(answer)
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json")
                .contains("UNKNOWN_HOST");
    }

    @Test
    void foreignHost_mayNotPost() {
        String answer = answer(
                "POST /api/v1/telemetry",
                "evil.example",
                "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 421");
    }

    @Test
    void foreignHost_mayNotOpenAWebSocket_thoughItsOriginIsTheSame() {
        List<String> request = List.of(
                "GET /ws/live HTTP/1.1",
                "Host: evil.example",
                "Origin: http://evil.example",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");

        String answer;
        try (RawHttp client = new RawHttp(server.server().port())) {
            answer = client.send(String.join("\r\n", request)).line();
        }

        assertThat(answer).startsWith("HTTP/1.1 421");
    }

    @Test
    void absoluteRequestTarget_judgedAsWell() {
        assertThat(answer("GET http://evil.example/api/v1/devices", "evil.example", ""))
                .doesNotStartWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "radar.localhost:1",
                "127.0.0.1",
                "127.9.9.9:80",
                "[::1]:8080"
            })
    void loopback_served(String host) {
        assertThat(answer("GET /health", host, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "10.0.0.1",
                "evil.example:127.0.0.1",
                "127.0.0.1@evil.example"
            })
    void lookAlikes_notAdmitted(String host) {
        HostGuard guard = new HostGuard("127.0.0.1", List.of());

        assertThat(guard.admits(host, "127.0.0.1")).isFalse();
    }

    @Test
    void allowedHosts_admittedWithoutPortAndCase() {
        HostGuard guard = new HostGuard("0.0.0.0", List.of("Radar.example.com"));

        assertThat(guard.admits("radar.EXAMPLE.com:8443", "10.1.2.3")).isTrue();
        assertThat(guard.admits("10.1.2.3:8080", "10.1.2.3")).isTrue();
        assertThat(guard.admits("10.1.2.4:8080", "10.1.2.3")).isFalse();
        assertThat(guard.admits("[fe80::1%25eth0]:8080", "fe80::1%eth0")).isTrue();
        assertThat(new HostGuard("0.0.0.0", List.of("*")).admits("any.example", "10.1.2.3"))
                .isTrue();
    }
}
