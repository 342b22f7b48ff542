package io.anomalyradar.server.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.RealPrometheus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus and this server have the same samples; the queries of queries.promql get the same answers. */
class PrometheusConformanceTest {
    private static final long START = 1_732_233_600; // 2024-11-22T00:00:00Z
    private static final int SECONDS = 7_200;

    private static PromqlServer ours;
    private static RealPrometheus real;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        assumeThat(RealPrometheus.isInstalled())
                .as("the tests compare with Prometheus: install the package 'prometheus'")
                .isTrue();
        StoredSeries series = series();
        ours = new PromqlServer(directory.resolve("history.db"), new DeviceRegistry());
        series.store(ours.store());
        real = RealPrometheus.with(directory, series.openMetrics());
    }

    @AfterAll
    static void stop() {
        if (real != null) {
            real.close();
        }
        if (ours != null) {
            ours.close();
        }
    }

    /** Gauges, counters with resets, gaps, and names with every kind of character. */
    private static StoredSeries series() {
        StoredSeries series = new StoredSeries()
                .device("pump-1", new Attributes("north", "pump", "cooling", ""))
                .device("pump-2", new Attributes("north", "pump", "", "acme"))
                .device("fan ü/\"3\"", new Attributes("south", "fan", "cooling", ""));
        Random random = new Random(7);
        int number = 0;
        for (String device : List.of("pump-1", "pump-2", "fan ü/\"3\"")) {
            number++;
            double counter = 0;
            for (int second = 0; second < SECONDS; second += 15) {
                long millis = (START + second) * 1_000 + (number == 2 ? random.nextInt(900) : 0);
                counter = random.nextInt(60) == 0 ? 0 : counter + random.nextInt(20);
                series.add(
                        device,
                        "temperature",
                        millis,
                        20 * number + 5 * Math.sin(second / 600.0) + random.nextGaussian());
                series.add(device, "requests_total", millis + 1, counter);
                if (second / 900 % 2 == 0) { // on for a quarter of an hour, then off
                    series.add(device, "load.average 1m", millis + 2, Math.floor(4 * random.nextDouble()));
                }
            }
        }
        series.add("pump-1", "level", (START + 600) * 1_000, -1.5);
        series.add("pump-2", "level", (START + 600) * 1_000, 1e-7);
        series.add("fan ü/\"3\"", "level", (START + 600) * 1_000, 1.25e21);
        return series;
    }

    static Stream<String> queries() throws IOException {
        try (InputStream file = PrometheusConformanceTest.class.getResourceAsStream("queries.promql")) {
            return new String(java.util.Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_isAnsweredAsByPrometheus(String query) {
        for (long second : new long[] {600, 1_237, 3_600, 7_500}) {
            compare(query, "/api/v1/query?query=" + PromqlServer.encoded(query) + "&time=" + (START + second));
        }
        for (String span : List.of(
                "&start=" + (START - 120) + "&end=" + (START + 1_500) + "&step=17",
                "&start=" + (START + 5) + ".5&end=" + (START + SECONDS + 600) + "&step=5m")) {
            compare(query, "/api/v1/query_range?query=" + PromqlServer.encoded(query) + span);
        }
    }

    private static void compare(String query, String path) {
        Answer expected = real.http().get(path);
        Answer actual = ours.http().get("/prometheus" + path);
        assertThat(actual.status())
                .as(path + ": " + actual.body() + expected.body())
                .isEqualTo(expected.status());
        if (expected.status() != 200) {
            assertThat(actual.json().get("errorType"))
                    .as(path)
                    .isEqualTo(expected.json().get("errorType"));
            return;
        }
        JsonNode wanted = expected.json().get("data");
        JsonNode found = actual.json().get("data");
        assertThat(found.get("resultType")).as(path).isEqualTo(wanted.get("resultType"));
        String type = wanted.get("resultType").asText();
        if (type.equals("scalar") || type.equals("string")) {
            assertSame(path, found.get("result"), wanted.get("result"));
            return;
        }
        if (query.startsWith("sort") || query.startsWith("topk") || query.startsWith("bottomk")) {
            assertThat(found.get("result").findValues("metric"))
                    .as(path)
                    .containsExactlyElementsOf(wanted.get("result").findValues("metric"));
        }
        Map<String, JsonNode> byLabels = byLabels(wanted.get("result"));
        Map<String, JsonNode> foundByLabels = byLabels(found.get("result"));
        assertThat(foundByLabels.keySet()).as(path).isEqualTo(byLabels.keySet());
        byLabels.forEach((labels, series) -> {
            List<JsonNode> points = points(series);
            List<JsonNode> foundPoints = points(java.util.Objects.requireNonNull(foundByLabels.get(labels)));
            assertThat(foundPoints).as(path + labels).hasSameSizeAs(points);
            for (int i = 0; i < points.size(); i++) {
                assertSame(path + labels, foundPoints.get(i), points.get(i));
            }
        });
    }

    private static Map<String, JsonNode> byLabels(JsonNode result) {
        Map<String, JsonNode> series = new TreeMap<>();
        for (JsonNode one : result) {
            Map<String, String> labels = new TreeMap<>();
            one.get("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            series.put(labels.toString(), one);
        }
        assertThat(series).hasSize(result.size());
        return series;
    }

    private static List<JsonNode> points(JsonNode series) {
        List<JsonNode> points = new ArrayList<>();
        if (series.has("value")) {
            points.add(series.get("value"));
        } else {
            series.get("values").forEach(points::add);
        }
        return points;
    }

    private static void assertSame(String as, JsonNode actual, JsonNode expected) {
        assertThat(actual.get(0).asDouble()).as(as).isEqualTo(expected.get(0).asDouble());
        String text = actual.get(1).asText();
        String wanted = expected.get(1).asText();
        if (!text.equals(wanted)) { // sums may differ in their last bits
            double value = Double.parseDouble(wanted.replace("Inf", "Infinity"));
            assertThat(Double.parseDouble(text.replace("Inf", "Infinity")))
                    .as(as + " " + expected)
                    .isCloseTo(value, org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(value))));
        }
    }
}
