package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.LiveClient;
import io.anomalyradar.server.testing.RawHttp;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, keys and sessions, on two servers of one installation, against a real broker. */
class AccessControlTest {
    private static TestBroker broker;
    private static TestServer server;
    private static TestServer second;
    private static Keys keys;
    private static String viewer;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        Path secret = Files.writeString(directory.resolve("secret"), "x".repeat(40));
        AccessConfig access = new AccessConfig(true, null, Duration.ofHours(8), secret, null, null);
        server = TestServer.start(broker.config(), Files.createDirectory(directory.resolve("one")), access);
        second = TestServer.start(broker.config(), Files.createDirectory(directory.resolve("two")), access);
        keys = new Keys(server);
        viewer = keys.create("\"role\":\"viewer\"");
    }

    @AfterAll
    static void stop() {
        second.close();
        server.close();
        broker.close();
    }

    private static Answer withCookie(TestServer at, String cookie, String method, String origin) {
        Http http = at.http();
        HttpRequest.Builder request = http.request(method.equals("GET") ? "/api/v1/devices" : "/api/v1/session")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Cookie", cookie);
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return http.send(request);
    }

    @Test
    void routeWithoutDeclaration_keepsTheServerFromStarting() {
        Server undeclared = Server.builder()
                .http(0)
                .service("/api/v1/forgotten", (context, request) -> HttpResponse.of(200))
                .build();

        assertThatThrownBy(() -> Requirements.ofSpecification()
                        .requireDeclared(undeclared.config().serviceConfigs()))
                .hasMessageContaining("/api/v1/forgotten");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/devices",
                "GET //api/v1/devices",
                "GET /api//v1/devices",
                "GET /api/v1/%64evices",
                "GET /%61pi/v1/devices",
                "GET /api/v1/devices/",
                "GET /api/v1/health/../devices",
                "GET /health/../api/v1/devices",
                "GET /docs/../api/v1/devices",
                "GET /docs/%2e%2e/api/v1/devices",
                "GET /assets/%2E%2E/api/v1/devices",
                "GET /api/v1/devices;a=b",
                "GET /api/v1/devices%00",
                "GET /api/v1/devices?x=/health",
                "GET http://127.0.0.1/api/v1/devices",
                "HEAD /api/v1/devices",
                "OPTIONS /api/v1/devices",
                "TRACE /api/v1/devices",
                "POST /api/v1/devices",
                "GET /metrics",
                "GET /api/v1/keys",
                "POST /api/v1/config/rollback?to=1"
            })
    void pathTricks_openNothing(String line) {
        for (String further : List.of("", "X-HTTP-Method-Override: GET\r\n", "X-Original-URL: /health\r\n")) {
            try (RawHttp raw = new RawHttp(server.server().port())) {
                raw.send(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n" + further + "\r\n");
                String answer = line.startsWith("HEAD") ? raw.line() : raw.response();

                boolean file = answer.startsWith("HTTP/1.1 200") && answer.contains("text/html");
                assertThat(file || answer.matches("(?s)HTTP/1.1 (30\\d|40[0-5]|421|501).*"))
                        .as(answer)
                        .isTrue();
                assertThat(answer).doesNotContain("\"items\"").doesNotContain("radar_");
            }
        }
    }

    @Test
    void requestWithoutCredential_saysWhatToDo() {
        Answer answer = server.http().get("/api/v1/devices");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
        assertThat(answer.json().get("code").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.json().get("detail").asText()).contains("radar keys create");
    }

    @Test
    void revokedKey_refusedByEveryServer_andItsConnectionsEnd() throws Exception {
        String key = keys.create("\"role\":\"viewer\"");
        String session = Keys.cookie(keys.login(key));
        try (LiveClient live = new LiveClient(second.server().address(), "", "Authorization", "Bearer " + key);
                LiveClient page = new LiveClient(second.server().address(), Keys.origin(second), "Cookie", session);
                RawHttp pipelined = new RawHttp(server.server().port())) {
            live.await("hello");
            page.await("hello");
            String request =
                    "GET /api/v1/devices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n\r\n";
            assertThat(pipelined.send(request).line()).contains("200");

            keys.revoke(key);

            pipelined.send(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            assertThat(pipelined.answer()).contains("HTTP/1.1 401");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> live.closeCode() == 1008);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> page.closeCode() == 1008);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> second.http()
                                    .send(second.http()
                                            .request("/api/v1/devices")
                                            .header("Authorization", "Bearer " + key))
                                    .status()
                            == 401);
        }
    }

    @Test
    void expiredKey_refused() {
        String key = keys.create("\"role\":\"viewer\",\"expiresAtMillis\":" + (System.currentTimeMillis() + 1_500));

        assertThat(keys.get("/api/v1/devices", key).status()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> keys.get("/api/v1/devices", key).status() == 401);
    }

    @Test
    void listedKeys_withoutSecrets() {
        String list = keys.get("/api/v1/keys", keys.admin()).body();

        assertThat(list).contains(Keys.id(viewer)).doesNotContain("radar_").doesNotContain("hash");
    }

    @Test
    void firstToken_onceAndOnlyWhileNobodyCanLogIn() throws Exception {
        assertThat(server.server().firstToken()).isEmpty();
    }

    @Test
    void oneTimeToken_usedOnce_andNoKey(@TempDir Path directory) throws Exception {
        TestBroker other = new TestBroker(directory.resolve("kafka"));
        other.createTopics();
        try (TestServer fresh = TestServer.start(other.config(), directory, Keys.REQUIRED)) {
            String earlier = fresh.server().firstToken().orElseThrow();
            String token = fresh.server().firstToken().orElseThrow();
            Http http = fresh.http();

            assertThat(login(http, earlier).status()).isEqualTo(401);
            assertThat(http.send(http.request("/api/v1/keys").header("Authorization", "Bearer " + token))
                            .status())
                    .isEqualTo(401);
            Answer session = login(http, token);
            assertThat(session.status()).isEqualTo(200);
            assertThat(session.json().get("role").asText()).isEqualTo("admin");
            assertThat(login(http, token).status()).isEqualTo(401);
            assertThat(http.send(http.request("/api/v1/keys").header("Cookie", Keys.cookie(session)))
                            .status())
                    .isEqualTo(200);
        }
        other.close();
    }

    private static Answer login(Http http, String key) {
        return http.post("/api/v1/session", "application/json", ("{\"key\":\"" + key + "\"}").getBytes(UTF_8));
    }

    @Test
    void session_heldByTheBrowserAlone_worksOnEveryServer_untilLogout() {
        Answer login = keys.login(viewer);
        String set = login.header("set-cookie");
        String cookie = Keys.cookie(login);

        assertThat(set)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/")
                .doesNotContain("Secure");
        assertThat(login.body()).doesNotContain("radar_");
        assertThat(withCookie(server, cookie, "GET", "").status()).isEqualTo(200);
        assertThat(withCookie(second, cookie, "GET", "").status()).isEqualTo(200);

        Answer logout = withCookie(server, cookie, "DELETE", Keys.origin(server));

        assertThat(logout.status()).isEqualTo(200);
        assertThat(logout.header("set-cookie")).contains("Max-Age=0");
        assertThat(withCookie(server, cookie, "GET", "").status()).isEqualTo(401);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> withCookie(second, cookie, "GET", "").status() == 401);
    }

    @Test
    void changedCookie_provesNobody() {
        String cookie = Keys.cookie(keys.login(viewer));
        List<String> changed = new ArrayList<>();
        String[] parts = cookie.split("\\.", -1);
        for (int part = 0; part < parts.length; part++) {
            String[] other = parts.clone();
            String text = other[part];
            other[part] = text.isEmpty() ? "QUJD" : (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1);
            if (part == 0) {
                other[part] = "radar-session="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
            }
            changed.add(String.join(".", other));
        }
        changed.add("radar-session=");
        changed.add("radar-session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290Iiwicm9sZSI6ImFkbWluIn0.");
        changed.add("radar-session=" + "A".repeat(4_000));

        for (String bad : changed) {
            assertThat(withCookie(server, bad, "GET", "").status()).as(bad).isEqualTo(401);
        }
    }

    @Test
    void changeInASession_needsThePagesOrigin() {
        String cookie = Keys.cookie(keys.login(keys.admin()));
        for (String origin : List.of("", "https://evil.example", "null")) {
            HttpRequest.Builder request = server.http()
                    .request("/api/v1/config/rollback?to=1")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .header("Cookie", cookie);
            if (!origin.isEmpty()) {
                request.header("Origin", origin);
            }
            assertThat(server.http().send(request).status()).as(origin).isEqualTo(403);
        }
        assertThatThrownBy(() -> new LiveClient(server.server().address(), "", "Cookie", cookie).close())
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void changesCarryTheSendersName_whateverTheySay() {
        String editor = keys.create("\"role\":\"editor\"");

        Answer answer = keys.send(
                "PUT",
                "/api/v1/config",
                editor,
                "{\"author\":\"somebody else\",\"defaults\":{\"detector.predictive.least-score\":9}}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(keys.get("/api/v1/config", keys.admin()).json().get("author").asText())
                .isEqualTo("k");
    }

    @Test
    void auditLog_whoWhatFromWhere_refusedOnesToo() {
        String operator = keys.create("\"role\":\"operator\"");
        keys.send("PUT", "/api/v1/registry/devices/audited", keys.admin(), "{\"group\":\"a\"}");
        keys.send("PUT", "/api/v1/registry/devices/audited", operator, "{\"group\":\"b\"}");
        keys.send("DELETE", "/api/v1/registry/devices/audited", "", null);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Answer answer = keys.get("/api/v1/audit?limit=100", keys.admin());
            List<String> lines = new ArrayList<>();
            answer.json().get("items").forEach(item -> {
                if (item.get("path").asText().endsWith("/audited")) {
                    lines.add(item.get("operation").asText() + " "
                            + item.get("who").asText() + " "
                            + item.get("client").asText() + " "
                            + item.get("status").asText());
                }
            });
            assertThat(lines)
                    .containsExactly(
                            "deleteDevice  127.0.0.1 401",
                            "setRegistryEntry k 127.0.0.1 403",
                            "setRegistryEntry root 127.0.0.1 200");
            assertThat(answer.body()).doesNotContain("radar_").doesNotContain("Bearer");
        });
        assertThat(keys.get("/api/v1/audit?limit=1", keys.admin())
                        .json()
                        .get("next")
                        .isTextual())
                .isTrue();
        assertThat(keys.get("/api/v1/audit", operator).status()).isEqualTo(403);
    }

    @Test
    void senderKey_onlyItsDoorsAndDevices() {
        String json = keys.create("\"doors\":[\"json\"],\"devicePrefix\":\"press-\"");
        String grouped = keys.create("\"doors\":[\"json\"],\"groups\":[\"Halle 3 – Süd\"]");
        keys.send("PUT", "/api/v1/registry/devices/b-1", keys.admin(), "{\"group\":\"Halle 3 – Süd\"}");

        assertThat(send(json, "press-1").status()).isEqualTo(202);
        assertThat(send(json, "pump-1").body()).contains("DEVICE_NOT_ALLOWED");
        assertThat(send(grouped, "b-1").status()).isEqualTo(202);
        assertThat(send(grouped, "press-1").body()).contains("DEVICE_NOT_ALLOWED");
        assertThat(keys.get("/api/v1/devices", json).status()).isEqualTo(403);
        assertThat(influx("Bearer " + json, "").status()).isEqualTo(403);

        keys.send("PUT", "/api/v1/registry/devices/b-1", keys.admin(), "{\"group\":\"elsewhere\"}");

        assertThat(send(grouped, "b-1").body()).contains("DEVICE_NOT_ALLOWED");
    }

    private static Answer send(String key, String device) {
        return keys.send(
                "POST",
                "/api/v1/telemetry",
                key,
                "{\"device\":\"" + device + "\",\"value\":1,\"attributes\":{\"group\":\"Halle 3 – Süd\"}}");
    }

    @Test
    void influxDoor_keyAsItsClientsSendIt() {
        String key = keys.create("\"doors\":[\"influx\"]");
        String basic = Base64.getEncoder().encodeToString(("telegraf:" + key).getBytes(UTF_8));

        assertThat(influx("Token " + key, "").status()).isEqualTo(204);
        assertThat(influx("Token user:" + key, "").status()).isEqualTo(204);
        assertThat(influx("Basic " + basic, "").status()).isEqualTo(204);
        assertThat(influx("", "?u=telegraf&p=" + key).status()).isEqualTo(204);
        assertThat(influx("Token wrong", "").status()).isEqualTo(401);
        assertThat(influx("", "").status()).isEqualTo(401);
        assertThat(server.http().get("/api/v1/devices?u=x&p=" + viewer).status())
                .isEqualTo(401);
    }

    private static Answer influx(String authorization, String query) {
        String[] headers = authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
        return server.http().post("/api/v2/write" + query, "text/plain", "m,host=h v=1".getBytes(UTF_8), headers);
    }

    @Test
    void manyBadKeys_limited_whileAGoodKeyStillPasses() {
        int[] statuses = new int[500];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = keys.get("/api/v1/devices", KeyText.random()).status();
        }

        assertThat(statuses).containsOnly(401, 429).contains(429);
        assertThat(keys.get("/api/v1/devices", viewer).status()).isEqualTo(200);
    }

    @Test
    void withoutLogin_loopbackDoesEverything_andIgnoresForeignTokens(@TempDir Path directory) {
        try (TestServer open = TestServer.start(broker.config(), directory)) {
            Http http = open.http();

            assertThat(http.get("/api/v1/devices").status()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> http.get("/api/v1/keys").status() == 200);
            assertThat(http.get("/api/v1/session").json().get("kind").asText()).isEqualTo("LOCAL");
            assertThat(http.post(
                                    "/api/v2/write",
                                    "text/plain",
                                    "m,host=h v=1".getBytes(UTF_8),
                                    "Authorization",
                                    "Token whatever")
                            .status())
                    .isEqualTo(204);
            assertThat(http.send(http.request("/api/v1/devices").header("Authorization", "Bearer " + KeyText.random()))
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void beyondLoopback_loginRequired(String address) {
        assertThat(AccessControl.isLoginRequired(AccessConfig.NONE, address)).isTrue();
        assertThat(AccessControl.isLoginRequired(AccessConfig.NONE, "127.0.0.1"))
                .isFalse();
        assertThat(AccessControl.isLoginRequired(AccessConfig.NONE, "::1")).isFalse();
    }
}
