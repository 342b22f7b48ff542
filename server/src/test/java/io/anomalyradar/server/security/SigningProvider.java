package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An identity provider whose keys a test holds: it serves its addresses and its keys, and can go away and come back. */
@SuppressWarnings("JavaUtilDate") // the library's API
final class SigningProvider implements AutoCloseable {
    private final int port;
    private final AtomicInteger keyRequests = new AtomicInteger();
    private volatile RSAKey key;
    private @Nullable HttpServer server;

    SigningProvider(int port) throws JOSEException {
        this.port = port;
        key = newKey("first");
    }

    private static RSAKey newKey(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + port + "/realm");
    }

    RSAKey key() {
        return key;
    }

    /** How often somebody has asked for the keys. */
    int keyRequests() {
        return keyRequests.get();
    }

    /** Signs with a new key from now on, and serves no other. */
    void rotate(String id) throws JOSEException {
        key = newKey(id);
    }

    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.createContext("/realm/.well-known/openid-configuration", this::metadata);
        started.createContext("/realm/keys", this::keys);
        started.start();
        server = started;
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String issuer = issuer().toString();
        answer(
                exchange,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/keys","subject_types_supported":["public"],"response_types_supported":["code"],
                 "id_token_signing_alg_values_supported":["RS256"]}
                """
                        .formatted(issuer));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyRequests.incrementAndGet();
        answer(exchange, new JWKSet(key.toPublicJWK()).toString());
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Claims that are accepted, for {@code radar} in ten minutes. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject("s-1")
                .audience("radar")
                .claim("preferred_username", "ann")
                .claim("realm_access", java.util.Map.of("roles", List.of("radar-editor")))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    /** A token of this provider. */
    String token(JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
