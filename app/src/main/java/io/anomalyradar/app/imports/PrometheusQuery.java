package io.anomalyradar.app.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range query of a Prometheus or VictoriaMetrics, in stretches of {@value #STEPS} steps.
 *
 * @param metric the name of series that the query leaves without one
 * @param token sent as a bearer token; null: none
 */
record PrometheusQuery(
        URI server,
        String query,
        long startMillis,
        long endMillis,
        long stepMillis,
        String metric,
        @Nullable String token) {
    static final int STEPS = 500;

    private static final int MAX_ANSWER_BYTES = 256 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    PrometheusQuery {
        if (endMillis < startMillis || stepMillis < 1) {
            throw new IllegalArgumentException("--end is before --start, or --step is not above zero");
        }
    }

    /** The stretches, in order of time. */
    List<ImportPart> parts() {
        List<ImportPart> parts = new ArrayList<>();
        for (long from = startMillis; from <= endMillis; from += STEPS * stepMillis) {
            parts.add(new PrometheusPart(this, from, Math.min(endMillis, from + (STEPS - 1) * stepMillis)));
        }
        return parts;
    }

    /** The series between two times, both included, as the server answers. */
    JsonNode series(long fromMillis, long toMillis) throws IOException {
        String base = server.toString().replaceFirst("/+$", "");
        URI uri = URI.create(base + "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + "&start=" + fromMillis / 1e3 + "&end=" + toMillis / 1e3 + "&step=" + stepMillis / 1e3);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
                if (bytes.length > MAX_ANSWER_BYTES) {
                    throw new IOException("its answer has more than " + MAX_ANSWER_BYTES
                            + " bytes: choose fewer series, or a greater --step");
                }
                return matrix(answer.statusCode(), bytes);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the query was interrupted", stopped);
        } catch (IOException failed) {
            throw new IOException(base + ": " + failed.getMessage(), failed);
        }
    }

    private static JsonNode matrix(int status, byte[] bytes) throws IOException {
        JsonNode answer;
        try {
            answer = JSON.readTree(bytes);
        } catch (JsonProcessingException other) {
            throw new IOException("it answers " + status + " and no JSON: is this a Prometheus?", other);
        }
        if (status != 200) {
            throw new IOException(
                    "it answers " + status + ": " + answer.path("error").asText("no reason"));
        }
        JsonNode result = answer.path("data").path("result");
        if (!answer.path("data").path("resultType").asText().equals("matrix") || !result.isArray()) {
            throw new IOException("it answers no matrix: is this a Prometheus?");
        }
        return result;
    }
}
