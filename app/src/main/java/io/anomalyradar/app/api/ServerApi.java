package io.anomalyradar.app.api;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.Connection;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server. A refusal or a server that does not answer is a {@link CommandFailure} with the server's own words.
 */
public final class ServerApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(35);

    private final Connection connection;
    private final HttpClient http;

    public ServerApi(Connection connection) {
        this.connection = connection;
        http = connection.client();
    }

    public byte[] get(String path) {
        return send(request(path).GET());
    }

    /** Puts {@code json}, based on the state numbered {@code base}; negative: on any state. */
    public byte[] put(String path, byte[] json, int base) {
        return send(matching(request(path), base)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(json)));
    }

    public byte[] post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public byte[] post(String path, byte[] json) {
        return post(path, "application/json", json);
    }

    /** Posts a body of any type. */
    public byte[] post(String path, String type, byte[] body) {
        return post(path, type, body, TIMEOUT);
    }

    /**
     * As {@link #post(String, String, byte[])}.
     *
     * @param timeout how long the server may work before it answers
     */
    public byte[] post(String path, String type, byte[] body, Duration timeout) {
        return send(posting(path, type, body, timeout));
    }

    private HttpRequest.Builder posting(String path, String type, byte[] body, Duration timeout) {
        return connection
                .request(path)
                .timeout(timeout)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
    }

    /**
     * Posts a body, and keeps the answer in {@code file}, which appears when it is whole.
     *
     * @param timeout how long the server may work before it answers
     * @return the headers of the answer
     */
    public HttpHeaders download(String path, String type, byte[] body, Duration timeout, Path file) {
        HttpRequest.Builder request = posting(path, type, body, timeout);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        HttpResponse<InputStream> answer = answer(request);
        try (InputStream content = answer.body()) {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return answer.headers();
        } catch (IOException broken) {
            part.toFile().delete();
            throw new CommandFailure(
                    ExitCode.FAILURE, file + " was not written: " + broken.getMessage() + "; try again", broken);
        }
    }

    /** As {@link #post(String, byte[])}, in a session that the connection's key, a one-time token, begins. */
    public byte[] postWithSession(String path, byte[] json) {
        String key = "{\"key\":\"" + String.valueOf(connection.key()).replaceAll("[^A-Za-z0-9_-]", "") + "\"}";
        HttpRequest.Builder login = HttpRequest.newBuilder(connection.server().resolve("/api/v1/session"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(key));
        HttpResponse<InputStream> session = answer(login);
        discard(session.body());
        String cookie = session.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        URI server = connection.server();
        return send(HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .header("Origin", server.getScheme() + "://" + server.getAuthority())
                .POST(BodyPublishers.ofByteArray(json)));
    }

    public byte[] delete(String path) {
        return send(request(path).DELETE());
    }

    /** {@code text} as a part of a path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return connection.request(path).timeout(TIMEOUT);
    }

    private static HttpRequest.Builder matching(HttpRequest.Builder request, int base) {
        return base < 0 ? request : request.header("If-Match", "\"" + base + "\"");
    }

    private byte[] send(HttpRequest.Builder request) {
        try (InputStream body = answer(request).body()) {
            return body.readAllBytes();
        } catch (IOException broken) {
            throw silent(broken);
        }
    }

    private HttpResponse<InputStream> answer(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() < 300) {
                return answer;
            }
            try (InputStream body = answer.body()) {
                throw new CommandFailure(ExitCode.FAILURE, reason(answer.statusCode(), body.readAllBytes()));
            }
        } catch (SSLException untrusted) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "the certificate of " + connection.server() + " is not trusted (" + untrusted.getMessage()
                            + "): name its issuer's with --ca-file",
                    untrusted);
        } catch (IOException silent) {
            throw silent(silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", stopped);
        }
    }

    private void discard(InputStream body) {
        try {
            body.close();
        } catch (IOException broken) {
            throw silent(broken);
        }
    }

    private CommandFailure silent(IOException cause) {
        return new CommandFailure(
                ExitCode.FAILURE, "nobody answers at " + connection.server() + "; is 'radar up' running there?", cause);
    }

    private static String reason(int status, byte[] body) {
        if (status == 401) {
            return "the server wants to know who you are: put an API key in the environment (RADAR_KEY) or in a file"
                    + " (--key-file); if there is one, it is unknown, expired or revoked";
        }
        List<Map<String, @Nullable String>> problem = JsonRows.object(body);
        String detail = problem.isEmpty() ? null : problem.get(0).get("detail");
        return detail == null ? "the server answered " + status : detail;
    }
}
