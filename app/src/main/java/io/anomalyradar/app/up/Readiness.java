package io.anomalyradar.app.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the server whether a reading that is posted now would be acknowledged, scored and stored. */
public final class Readiness {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final HttpRequest request;

    /** Asks the server at {@code page}. */
    public Readiness(URI page) {
        request = HttpRequest.newBuilder(page.resolve("/ready")).timeout(TIMEOUT).build();
    }

    /** The answer's status: 200 when ready; 0 when nobody answers. */
    public Answer ask() throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException nobody) {
            return new Answer(0, "");
        }
    }

    /**
     * What the server said.
     *
     * @param status of HTTP; 0: nobody answered
     * @param body the state of each part, as JSON
     */
    public record Answer(int status, String body) {
        public boolean isReady() {
            return status == 200;
        }
    }
}
