package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.access.Role;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.LiveClient;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bearer tokens of an identity provider whose keys the test holds. */
@SuppressWarnings("JavaUtilDate") // the library's API
class BearerTokenTest {
    private static TestBroker broker;
    private static SigningProvider provider;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        provider = new SigningProvider(FreePort.next());
        server = TestServer.start(
                broker.config(),
                directory,
                new AccessConfig(false, config(provider), Duration.ofHours(8), null, null, null));
        assertThat(get(
                                "/api/v1/devices",
                                provider.token(
                                        provider.claims().claim("groups", "*").build()))
                        .status())
                .as("the provider is away")
                .isEqualTo(503);
        assertThat(server.http().get("/auth/login").header("location")).isEqualTo("/?login=unavailable");
        provider.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get(
                                        "/api/v1/devices",
                                        provider.token(provider.claims()
                                                .claim("groups", "*")
                                                .build()))
                                .status()
                        == 200);
    }

    static OidcConfig config(SigningProvider provider) {
        return new OidcConfig(
                provider.issuer(),
                "radar",
                null,
                List.of("radar"),
                List.of("openid"),
                "preferred_username",
                "realm_access.roles",
                Map.of(
                        Role.VIEWER, List.of("*"),
                        Role.EDITOR, List.of("radar-editor"),
                        Role.ADMIN, List.of("radar-admin")),
                "groups");
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
        broker.close();
    }

    private static Answer get(String path, String token) {
        Http http = server.http();
        return http.send(http.request(path).header("Authorization", "Bearer " + token));
    }

    private static int status(JWTClaimsSet claims) throws Exception {
        return get("/api/v1/session", provider.token(claims))
                        .json()
                        .get("kind")
                        .asText()
                        .equals("PERSON")
                ? 200
                : get("/api/v1/devices", provider.token(claims)).status();
    }

    @Test
    void goodToken_personWithRoleAndGroups() throws Exception {
        String token = provider.token(
                provider.claims().claim("groups", List.of("Halle 3")).build());

        var session = get("/api/v1/session", token).json();

        assertThat(session.get("name").asText()).isEqualTo("ann");
        assertThat(session.get("role").asText()).isEqualTo("editor");
        assertThat(session.get("groups").get(0).asText()).isEqualTo("Halle 3");
        assertThat(session.get("everyDevice").asBoolean()).isFalse();
    }

    @Test
    void tokenWithoutGroups_seesNothing() throws Exception {
        assertThat(get("/api/v1/session", provider.token(provider.claims().build()))
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void hostileName_isNotTheName() throws Exception {
        for (Object name : List.of("a\nb", "\u202Eevil", "x".repeat(1_000), List.of("a", "b"), 7)) {
            String token = provider.token(provider.claims()
                    .claim("preferred_username", name)
                    .claim("groups", "*")
                    .build());
            assertThat(get("/api/v1/session", token).json().get("name").asText())
                    .isEqualTo("s-1");
        }
    }

    @Test
    void claimsThatDoNotHold_refused() throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet.Builder everything = provider.claims().claim("groups", "*");

        assertThat(status(everything.build())).isEqualTo(200);
        assertThat(status(provider.claims()
                        .claim("groups", "*")
                        .expirationTime(Date.from(now.minusSeconds(30)))
                        .build()))
                .as("within the tolerated skew")
                .isEqualTo(200);
        assertThat(status(provider.claims()
                        .expirationTime(Date.from(now.minusSeconds(120)))
                        .build()))
                .isEqualTo(401);
        assertThat(status(provider.claims()
                        .notBeforeTime(Date.from(now.plusSeconds(300)))
                        .build()))
                .isEqualTo(401);
        assertThat(status(provider.claims().issuer("http://127.0.0.1:1/realm").build()))
                .isEqualTo(401);
        assertThat(status(provider.claims().audience("another").build())).isEqualTo(401);
        assertThat(status(provider.claims().audience(List.of()).build())).isEqualTo(401);
        assertThat(status(provider.claims().subject(null).build())).isEqualTo(401);
        assertThat(status(provider.claims().expirationTime(null).build())).isEqualTo(401);
    }

    @Test
    void forgedTokens_refused() throws Exception {
        JWTClaimsSet claims = provider.claims().claim("groups", "*").build();
        String good = provider.token(claims);
        String[] parts = good.split("\\.", -1);
        String none = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        SignedJWT shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        shared.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));
        RSAKey foreign = new RSAKeyGenerator(2048).keyID("first").generate();
        SignedJWT otherKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").build(), claims);
        otherKey.sign(new com.nimbusds.jose.crypto.RSASSASigner(foreign));
        SignedJWT embedded = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(foreign.toPublicJWK())
                        .build(),
                claims);
        embedded.sign(new com.nimbusds.jose.crypto.RSASSASigner(foreign));
        String moreRights = parts[0] + "."
                + base64(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("editor", "admin")) + "."
                + parts[2];

        for (String token : List.of(
                none,
                none + parts[2],
                shared.serialize(),
                otherKey.serialize(),
                embedded.serialize(),
                moreRights,
                base64("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}") + "." + parts[1] + "." + parts[2],
                base64("{\"alg\":null}") + "." + parts[1] + "." + parts[2],
                "a.b.c",
                "...",
                good + "x",
                "A".repeat(7_000))) {
            assertThat(get("/api/v1/devices", token).status())
                    .as(token)
                    .isIn(401, 429, 503); // 503: a key that is not known yet
        }
        assertThat(get("/api/v1/devices", good).status()).isEqualTo(200);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void connection_endsWithItsToken() throws Exception {
        String token = provider.token(provider.claims()
                .claim("groups", "*")
                .expirationTime(Date.from(Instant.now().minusSeconds(57)))
                .build());
        try (LiveClient live = new LiveClient(server.server().address(), "", "Authorization", "Bearer " + token)) {
            live.await("hello");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> live.closeCode() == 1008);
        }
    }

    @Test
    void newKeyAtTheProvider_accepted_andUnknownKeysDoNotFloodIt() throws Exception {
        String before = provider.token(provider.claims().claim("groups", "*").build());
        assertThat(get("/api/v1/devices", before).status()).isEqualTo(200);

        provider.rotate("second");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> get(
                                        "/api/v1/devices",
                                        provider.token(provider.claims()
                                                .claim("groups", "*")
                                                .build()))
                                .status()
                        == 200);
        int asked = provider.keyRequests();
        for (int i = 0; i < 50; i++) {
            SignedJWT unknown = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("unknown-" + i)
                            .build(),
                    provider.claims().build());
            unknown.sign(new com.nimbusds.jose.crypto.RSASSASigner(provider.key()));
            assertThat(get("/api/v1/devices", unknown.serialize()).status()).isIn(401, 429, 503);
        }
        assertThat(provider.keyRequests() - asked).isLessThan(10);
    }

    @Test
    void providerAway_knownKeysStillCount() throws Exception {
        provider.stop();
        try {
            assertThat(get(
                                    "/api/v1/devices",
                                    provider.token(provider.claims()
                                            .claim("groups", "*")
                                            .build()))
                            .status())
                    .isEqualTo(200);
        } finally {
            provider.start();
        }
    }
}
