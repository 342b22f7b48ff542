package io.anomalyradar.app.up;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Queries the server whether a reading that is posted now would be acknowledged, scored and stored. */
public final class ReadinessProbe {
    private static final int TIMEOUT_MILLIS = 2_000;

    private final URI question;

    /** Queries the server at {@code page}. */
    public ReadinessProbe(URI page) {
        question = page.resolve("/ready");
    }

    /** Queries once; waits two seconds at the most. */
    public Answer ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) question.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, text);
            }
        } catch (IOException nobody) {
            return new Answer(0, "");
        }
    }

    /**
     * The server's answer.
     *
     * @param status of HTTP; 0: no answer
     * @param body the state of each part, as JSON
     */
    public record Answer(int status, String body) {
        public boolean isReady() {
            return status == 200;
        }
    }
}
