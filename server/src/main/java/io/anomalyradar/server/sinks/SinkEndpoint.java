package io.anomalyradar.server.sinks;

import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Posts to one address, with its login. */
final class SinkEndpoint {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int SHOWN = 200;

    private final SinkTarget target;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    SinkEndpoint(SinkTarget target) {
        this.target = target;
    }

    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url()).timeout(TIMEOUT);
        if (!target.user().isEmpty()) {
            byte[] login = (target.user() + ":" + target.secret()).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        } else if (!target.secret().isEmpty()) {
            request.header("Authorization", "Bearer " + target.secret());
        }
        return request;
    }

    /** Posts {@code body}. A receiver that understands the request and does not take it refuses it. */
    void post(HttpRequest.Builder request, byte[] body) throws SinkException, InterruptedException {
        HttpResponse<java.io.InputStream> answer;
        String said;
        try {
            answer = client.send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofInputStream());
            try (java.io.InputStream content = answer.body()) {
                said = new String(content.readNBytes(SHOWN), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException silent) {
            throw SinkException.unavailable(target + " does not answer: " + silent, silent);
        }
        int status = answer.statusCode();
        if (status < 300) {
            return;
        }
        String message = target + " answers " + status + (said.isEmpty() ? "" : ": " + said);
        IllegalStateException cause = new IllegalStateException("status " + status);
        boolean refuses = status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
        throw refuses ? SinkException.refused(message, cause) : SinkException.unavailable(message, cause);
    }
}
