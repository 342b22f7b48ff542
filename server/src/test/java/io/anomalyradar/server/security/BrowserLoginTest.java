package io.anomalyradar.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.access.Role;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The login in a browser, at a real OpenID Connect server. */
class BrowserLoginTest {
    private static final String REALM = "works";

    private static TestBroker broker;
    private static MockOAuth2Server provider;
    private static TestServer server;
    private static TestServer second;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        provider = new MockOAuth2Server();
        provider.start(java.net.InetAddress.getLoopbackAddress(), 0);
        OidcConfig oidc = new OidcConfig(
                URI.create(provider.issuerUrl(REALM).toString()),
                "radar",
                Files.writeString(directory.resolve("client-secret"), "s3cret\n"),
                List.of("radar"),
                List.of("openid", "profile"),
                "preferred_username",
                "roles",
                Map.of(Role.VIEWER, List.of("staff"), Role.OPERATOR, List.of("on-call")),
                "device_groups");
        Path secret = Files.writeString(directory.resolve("secret"), "x".repeat(40));
        AccessConfig access = new AccessConfig(false, oidc, Duration.ofHours(8), secret, null, null);
        server = TestServer.start(broker.config(), Files.createDirectory(directory.resolve("one")), access);
        second = TestServer.start(broker.config(), Files.createDirectory(directory.resolve("two")), access);
        for (TestServer one : List.of(server, second)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            one.http().get("/auth/login").header("location").startsWith("http"));
        }
    }

    @AfterAll
    static void stop() {
        second.close();
        server.close();
        provider.shutdown();
        broker.close();
    }

    /** What a browser has after {@code /auth/login}: the cookie of the attempt, and where the provider sends it. */
    private record Attempt(String cookie, URI authorize, String callback) {}

    private static Attempt begin(String returnTo) throws Exception {
        Answer login = server.http().get("/auth/login?return=" + returnTo);
        URI authorize = URI.create(login.header("location"));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(authorize).build(), HttpResponse.BodyHandlers.ofString());
        URI callback = URI.create(answer.headers().firstValue("location").orElseThrow());
        return new Attempt(Keys.cookie(login), authorize, callback.getRawPath() + "?" + callback.getRawQuery());
    }

    private static Answer get(TestServer at, String path, String cookie) {
        Http http = at.http();
        HttpRequest.Builder request = http.request(path);
        return http.send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    private static void willSay(Map<String, Object> claims) {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(REALM, "s-7", "JWT", List.of("radar"), claims, 3_600));
    }

    private static String session(Answer callback) {
        return callback.headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith("radar-session="))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElse("");
    }

    @Test
    void login_byCodeWithPkce_beginsASessionOnEveryServer() throws Exception {
        willSay(Map.of("preferred_username", "bob", "roles", List.of("on-call"), "device_groups", List.of("a")));
        Attempt attempt = begin("/devices/pump-7");

        // Another server takes the callback, as behind a balancer.
        Answer callback = get(second, attempt.callback(), attempt.cookie());

        assertThat(attempt.authorize().getQuery())
                .contains("code_challenge_method=S256")
                .contains("code_challenge=")
                .contains("nonce=")
                .contains("state=")
                .contains("response_type=code");
        assertThat(callback.status()).isEqualTo(302);
        assertThat(callback.header("location")).isEqualTo("/devices/pump-7");
        String cookie = session(callback);
        var who = get(server, "/api/v1/session", cookie).json();
        assertThat(who.get("name").asText()).isEqualTo("bob");
        assertThat(who.get("role").asText()).isEqualTo("operator");
        assertThat(who.get("groups").get(0).asText()).isEqualTo("a");
        assertThat(get(server, "/api/v1/devices", cookie).status()).isEqualTo(200);
        assertThat(get(server, "/api/v1/config", cookie).status()).isEqualTo(403);
    }

    @Test
    void personWithoutRole_isToldSo() throws Exception {
        willSay(Map.of("preferred_username", "eve", "roles", List.of("visitor"), "device_groups", List.of("*")));
        Attempt attempt = begin("/");

        Answer answer = get(server, "/api/v1/devices", session(get(server, attempt.callback(), attempt.cookie())));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("detail").asText()).contains("viewer").contains("eve");
    }

    @Test
    void callbackThatNoLoginOfThisBrowserBegan_refused() throws Exception {
        Attempt attempt = begin("/");
        Attempt other = begin("/");

        for (Answer answer : List.of(
                get(server, attempt.callback(), ""),
                get(server, attempt.callback(), other.cookie()),
                get(server, attempt.callback().replace("state=", "state=x"), attempt.cookie()),
                get(server, "/auth/callback", attempt.cookie()))) {
            assertThat(answer.header("location")).isEqualTo("/?login=expired");
            assertThat(session(answer)).isEmpty();
        }
    }

    @Test
    void declinedAndForgedCodes_beginNothing() throws Exception {
        Attempt attempt = begin("/");
        String state = attempt.callback().replaceAll(".*(state=[^&]+).*", "$1");

        assertThat(get(server, "/auth/callback?error=access_denied&" + state, attempt.cookie())
                        .header("location"))
                .isEqualTo("/?login=denied");
        Answer forged = get(server, "/auth/callback?code=guessed&" + state, attempt.cookie());
        assertThat(forged.header("location")).startsWith("/?login=");
        assertThat(session(forged)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/inbox?x=1, /inbox?x=1",
        "//evil.example, /",
        "https://evil.example, /",
        "/\\evil.example, /",
        "'', /",
        "javascript:alert(1), /",
        "/a\u0001b, /"
    })
    void loginLeadsOnlyToTheOwnPage(String wanted, String path) {
        assertThat(LoginService.ownPath(wanted)).isEqualTo(path);
    }
}
