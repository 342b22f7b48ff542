package io.anomalyradar.app.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The history's answers over HTTP. */
final class Stored {
    private static final int PAGE = 10_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI server;

    Stored(URI server) {
        this.server = server;
    }

    /** A raw sample with its place in the log. */
    record Sample(
            long timestampMillis,
            double value,
            String status,
            String topicId,
            int partition,
            int leaderEpoch,
            long offset) {}

    /** All raw samples of a series with times in [from, to), of which there is one every 10 ms. */
    List<Sample> samples(String device, String metric, long from, long to) {
        List<Sample> samples = new ArrayList<>();
        long span = PAGE / 2 * 10L; // half a page, so that doubles would be seen and not folded into buckets
        for (long start = from; start < to; start += span) {
            JsonNode page = get("/api/v1/series/history?device=" + encoded(device) + "&metric=" + encoded(metric)
                    + "&from=" + start + "&to=" + Math.min(start + span, to) + "&points=" + PAGE);
            if (!page.get("resolution").asText().equals("raw")) {
                throw new AssertionError("more samples than were sent: " + page.get("resolution"));
            }
            for (JsonNode item : page.get("items")) {
                JsonNode source = item.get("source");
                samples.add(new Sample(
                        item.get("timestampMillis").asLong(),
                        item.get("avg").asDouble(),
                        item.get("status").asText(),
                        source.get("topicId").asText(),
                        source.get("partition").asInt(),
                        source.path("leaderEpoch").asInt(-1),
                        source.get("offset").asLong()));
            }
        }
        return samples;
    }

    /** Whether there is a sample of that time; false when the server does not answer. */
    boolean has(String device, String metric, long timestampMillis) {
        try {
            return !samples(device, metric, timestampMillis, timestampMillis + 1)
                    .isEmpty();
        } catch (AssertionError noAnswer) {
            return false;
        }
    }

    /** All anomalies of a device. */
    List<JsonNode> anomalies(String device) {
        List<JsonNode> anomalies = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/v1/anomalies?limit=1000&device=" + encoded(device)
                    + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.get("items").forEach(anomalies::add);
            cursor = page.get("next").isNull() ? "" : page.get("next").asText();
        } while (!cursor.isEmpty());
        return anomalies;
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(server.resolve(path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException unreadable) {
            throw new AssertionError(path + " could not be read", unreadable);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
