package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People log in at a real Keycloak, and scripts bring its tokens. Part of {@code make soak}, which unpacks Keycloak into the
 * folder that the property {@code radar.keycloak} names: it is too large for {@code make test}.
 */
class KeycloakCampaign {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void peopleOfKeycloak_haveTheirRoleAndGroups_byBrowserAndByToken(@TempDir Path home) throws Exception {
        Path distribution = Path.of(System.getProperty("radar.keycloak"));
        int port = FreePort.next();
        URI realm = URI.create("http://127.0.0.1:" + port + "/realms/works");
        try (RadarProcess radar = RadarProcess.in(home)) {
            radar.with("login.oidc.issuer", realm.toString())
                    .with("login.oidc.client-id", "anomaly-radar")
                    .with("login.oidc.roles-claim", "realm_access.roles")
                    .with("login.oidc.roles.viewer", "staff")
                    .with("login.oidc.roles.operator", "on-call")
                    .with("login.oidc.groups-claim", "radar_groups")
                    .with("host.telemetry.enabled", "false");
            radar.start(); // before the provider: it is looked for until it is there
            Process keycloak = start(distribution, home, port, radar.address());
            try {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> get(HttpClient.newHttpClient(), realm).statusCode() == 200);
                radar.awaitReady();
                await().atMost(PATIENCE)
                        .until(() -> leadsTo(realm, radar.address().resolve("/auth/login")));

                JsonNode bob = loggedIn(radar, "bob", "correct horse");
                assertThat(bob.path("name").asText()).isEqualTo("bob");
                assertThat(bob.path("role").asText()).isEqualTo("operator");
                assertThat(bob.path("groups").path(0).asText()).isEqualTo("Hall 1");

                assertThat(statusWithToken(radar, token(realm, "bob", "correct horse")))
                        .isEqualTo(200);
                assertThat(statusWithToken(radar, token(realm, "eve", "battery staple")))
                        .as("eve has no role")
                        .isEqualTo(403);
                String forged = token(realm, "bob", "correct horse").replaceAll("\\.[^.]+$", ".c2lnbmF0dXJl");
                assertThat(statusWithToken(radar, forged)).isEqualTo(401);
            } finally {
                keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
                keycloak.destroyForcibly();
            }
        }
    }

    private static boolean leadsTo(URI realm, URI login) throws IOException, InterruptedException {
        return get(HttpClient.newHttpClient(), login)
                .headers()
                .firstValue("location")
                .orElse("")
                .startsWith(realm.toString());
    }

    private static Process start(Path distribution, Path home, int port, URI radar) throws IOException {
        Path imports = Files.createDirectories(distribution.resolve("data/import"));
        try (var realm = KeycloakCampaign.class.getResourceAsStream("works-realm.json")) {
            String text = new String(Objects.requireNonNull(realm).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(imports.resolve("works-realm.json"), text.replace("RADAR", radar.toString()));
        }
        return new ProcessBuilder(
                        distribution.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + FreePort.next())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("keycloak.log").toFile())
                .start();
    }

    /** What the page learns of who it is, after a login in a browser; a client that takes no cookie of HTTPS could not. */
    private static JsonNode loggedIn(RadarProcess radar, String user, String password) throws IOException {
        try (Chromium chromium = Chromium.open();
                BrowserContext context = chromium.window(800, 600)) {
            Page page = context.newPage();
            page.setDefaultTimeout((double) PATIENCE.toMillis());
            page.navigate(radar.address()
                    .resolve("/auth/login?return=/api/v1/session")
                    .toString());
            page.locator("#username").fill(user);
            page.locator("#password").fill(password);
            page.locator("#kc-login").click();
            page.waitForURL("**/api/v1/session");
            return JSON.readTree(page.locator("body").innerText());
        }
    }

    private static String token(URI realm, String user, String password) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "grant_type", "password",
                        "client_id", "anomaly-radar",
                        "scope", "openid",
                        "username", user,
                        "password", password))))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return JSON.readTree(answer).path("access_token").asText();
    }

    private static int statusWithToken(RadarProcess radar, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(radar.address().resolve("/api/v1/devices"))
                .header("authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
