package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** The HTTP interface, as any client sees it. */
final class RadarApi {
    private static final int MOST_POINTS = 10_000;

    private final URI page;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    RadarApi(URI page) {
        this.page = page;
    }

    /** An answer of the server: {@code body} is its JSON content. */
    record Answer(int status, JsonNode body) {}

    Answer get(String path) {
        return send(HttpRequest.newBuilder(page.resolve(path)).build());
    }

    /** Posts telemetry in JSON. */
    Answer post(String frames) {
        return send(telemetry()
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(frames))
                .build());
    }

    /** A request to the door for telemetry, to be completed. */
    HttpRequest.Builder telemetry() {
        return HttpRequest.newBuilder(page.resolve("/api/v1/telemetry"));
    }

    Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json.readTree(response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(request.toString(), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** A device and its metrics. */
    Answer device(String device) {
        return get("/api/v1/devices/" + encoded(device).replace("+", "%20"));
    }

    /** Every stored sample of a series, raw, in order of time and arrival. */
    List<JsonNode> samples(String device, String metric) {
        for (JsonNode stored : device(device).body().path("metrics")) {
            if (stored.path("metric").asText().equals(metric)) {
                List<JsonNode> samples = new ArrayList<>();
                collect(
                        "/api/v1/series/history?device=" + encoded(device) + "&metric=" + encoded(metric),
                        stored.path("firstMillis").asLong(),
                        stored.path("lastMillis").asLong() + 1,
                        samples);
                return samples;
            }
        }
        return List.of();
    }

    /** Halves the range until it holds no more samples than are answered raw. */
    private void collect(String series, long from, long to, List<JsonNode> samples) {
        JsonNode history = get(series + "&from=" + from + "&to=" + to + "&points=" + MOST_POINTS)
                .body();
        if (history.path("resolution").asText().equals("raw")) {
            history.path("items").forEach(samples::add);
        } else {
            long middle = from + (to - from) / 2;
            collect(series, from, middle, samples);
            collect(series, middle, to, samples);
        }
    }

    /** Every stored anomaly of a device. */
    List<JsonNode> anomalies(String device) {
        List<JsonNode> anomalies = new ArrayList<>();
        String first = "/api/v1/anomalies?limit=1000&device=" + encoded(device);
        for (String next = first; !next.isEmpty(); ) {
            JsonNode found = get(next).body();
            found.path("items").forEach(anomalies::add);
            String cursor = found.path("next").asText("");
            next = cursor.isEmpty() || cursor.equals("null") ? "" : first + "&cursor=" + encoded(cursor);
        }
        return anomalies;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
