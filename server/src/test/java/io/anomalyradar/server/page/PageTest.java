package io.anomalyradar.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page here is the small one among the test resources; no broker is needed to be served. */
class PageTest {
    private static final String FRIEND = "https://friend.example";

    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) {
        KafkaConfig nobody = KafkaConfig.at("127.0.0.1:" + FreePort.next());
        server = TestServer.start(
                nobody,
                directory,
                config -> new ServerConfig(
                        config.bindAddress(),
                        config.port(),
                        List.of(FRIEND),
                        List.of(),
                        config.maxBodyBytes(),
                        config.maxRequestsPerSecond(),
                        config.maxPendingFrames(),
                        config.maxSeries(),
                        config.liveThrottle(),
                        DoorsConfig.NONE));
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/devices/pump-7",
                "/devices/host.example",
                "/devices/a%2Fb%2Fc.d/disk.free?from=1&to=2",
                "/devices/%E2%80%AEx",
                "/anomalies?state=open",
                "/system",
                "/no-such-view",
                "/devices/a/b?anomaly=c"
            })
    void pagePath_indexThatIsAskedForAgain(String path) {
        Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.body()).contains("test page");
        assertThat(answer.header("cache-control")).contains("no-cache");
    }

    @Test
    void asset_isCompressed_forWhoeverTakesIt() {
        Answer answer = http.send(http.request("/assets/large-1a2b3c.js").header("accept-encoding", "gzip"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.header("vary")).contains("accept-encoding");
        assertThat(answer.header("cache-control")).contains("immutable");
    }

    @Test
    void asset_keptForEver() {
        Answer answer = http.get("/assets/app-1a2b3c.js");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("javascript");
        assertThat(answer.header("cache-control")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/gone.js",
                "/favicon.xyz",
                "/api/v1/nothing",
                "/api/",
                "/api",
                "/health/nothing",
                "/webjars/nothing.js",
                "/ws/nothing",
                "/docs/nothing",
                "/../pom.xml",
                "/..%2f..%2fpom.xml",
                "/assets/..%2f..%2f..%2fpom.xml"
            })
    void nothingThere_problem(String path) {
        Answer answer = http.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }

    @Test
    void wrongMethod_problem() {
        Answer answer = http.post("/api/v1/devices", "application/json", "{}".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().get("code").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/app-1a2b3c.js", "/health", "/api/v1/nothing", "/docs/"})
    void everyAnswer_securityHeaders(String path) {
        Answer answer = http.get(path);

        assertThat(answer.header("content-security-policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-eval");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("server")).isEmpty();
    }

    @Test
    void onlyWorkersThatDetect_mayRunWebAssembly_andOnlyTheStreamsConnectsElsewhere() {
        String stream = http.get("/assets/streamWorker-1a2b.js").header("content-security-policy");
        String whatIf = http.get("/assets/whatIfWorker-1a2b.js").header("content-security-policy");

        assertThat(stream).contains("'unsafe-eval'").contains("connect-src 'self' ws: wss:");
        assertThat(whatIf).contains("'unsafe-eval'").doesNotContain("connect-src");
    }

    @Test
    void docs_drawnWithoutOtherHosts() {
        assertThat(http.get("/docs").header("location")).isEqualTo("/docs/");
        Answer docs = http.get("/docs/");
        assertThat(docs.status()).isEqualTo(200);
        assertThat(docs.body()).doesNotContain("://").doesNotContain("${");

        Matcher references = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(docs.body());

        int found = 0;
        while (references.find()) {
            assertThat(http.get(references.group(1)).status())
                    .as(references.group(1))
                    .isEqualTo(200);
            found++;
        }
        assertThat(found).isEqualTo(4);
    }

    private static Answer preflight(String origin) {
        return http.send(http.request("/api/v1/telemetry")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,idempotency-key")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void configuredOrigin_mayCallTheApi() {
        assertThat(preflight(FRIEND).header("access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(http.send(http.request("/api/v1/devices")
                                .header("Origin", FRIEND)
                                .GET())
                        .header("access-control-allow-origin"))
                .isEqualTo(FRIEND);
    }

    @Test
    void otherOrigin_mayNot() {
        assertThat(preflight("https://evil.example").header("access-control-allow-origin"))
                .isEmpty();
    }
}
