package io.anomalyradar.app.up;

import io.anomalyradar.app.command.Connection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Queries the server whether a reading that is posted now would be acknowledged, scored and stored. */
public final class ReadinessProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Connection connection;

    public ReadinessProbe(Connection connection) {
        this.connection = connection;
    }

    /** Queries once; waits two seconds at the most. */
    public Answer ask() {
        try {
            HttpResponse<String> answer = connection
                    .client()
                    .send(connection.request("/ready").timeout(TIMEOUT).build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException nobody) {
            return new Answer(0, String.valueOf(nobody.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    /**
     * The server's answer.
     *
     * @param status of HTTP; 0: no answer
     * @param body the state of each part, as JSON; without an answer, why there is none
     */
    public record Answer(int status, String body) {
        public boolean isReady() {
            return status == 200;
        }
    }
}
