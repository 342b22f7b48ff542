package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Logs in at a server on which everybody must, and sends requests with keys. */
final class Keys {
    static final AccessConfig REQUIRED = new AccessConfig(true, null, Duration.ofHours(8), null, null, null);

    private final Http http;
    private final String admin;

    /** Logs in with the first token, and makes the first administrator's key. */
    Keys(TestServer server) throws InterruptedException {
        http = server.http();
        String token = server.server().firstToken().orElseThrow();
        Answer session = login(token);
        if (session.status() != 200) {
            throw new IllegalStateException(session.body());
        }
        HttpRequest.Builder request = http.request("/api/v1/keys")
                .header("Cookie", cookie(session))
                .header("Origin", origin(server))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"root\",\"role\":\"admin\",\"doors\":[\"*\"]}"));
        admin = http.send(request).json().get("key").asText();
    }

    static String origin(TestServer server) {
        return server.server().address().toString();
    }

    static String cookie(Answer answer) {
        return answer.header("set-cookie").split(";", 2)[0];
    }

    Answer login(String key) {
        return http.post("/api/v1/session", "application/json", ("{\"key\":\"" + key + "\"}").getBytes(UTF_8));
    }

    /** The administrator's key. */
    String admin() {
        return admin;
    }

    /** The text of a new key with these fields. */
    String create(String fields) {
        return made(fields).json().get("key").asText();
    }

    Answer made(String fields) {
        return send("POST", "/api/v1/keys", admin, "{\"name\":\"" + "k" + "\"," + fields + "}");
    }

    /** The id in a key. */
    static String id(String key) {
        return key.split("_", 3)[1];
    }

    void revoke(String key) {
        Answer answer = send("DELETE", "/api/v1/keys/" + id(key), admin, null);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** A request that presents {@code key}; empty: nothing. */
    Answer send(String method, String path, String key, @Nullable String json) {
        HttpRequest.Builder request = http.request(path)
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request);
    }

    Answer get(String path, String key) {
        return send("GET", path, key, null);
    }
}
