package io.anomalyradar.server.promql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.testing.Http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests of Grafana's Prometheus data source: forms, and the panels and variables of the shipped dashboard. */
class GrafanaTest {
    private static final long START = 1_732_233_600;
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "dashboards", "anomaly-radar.json");

    private static PromqlServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = new PromqlServer(directory.resolve("history.db"), new DeviceRegistry());
        StoredSeries series = new StoredSeries()
                .device("pump", new Attributes("north", "pump", "", ""))
                .device("fan", new Attributes("south", "fan", "", ""));
        for (int second = 0; second < 900; second += 15) {
            series.add("pump", "temperature", (START + second) * 1_000, second);
            series.add("fan", "temperature", (START + second) * 1_000, -second);
        }
        series.store(server.store());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(Files.readString(DASHBOARD));
    }

    static Stream<String> panels() throws IOException {
        List<String> expressions = dashboard().findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(8);
        return expressions.stream();
    }

    private static Answer posted(String path, String form) {
        return server.http()
                .post(PromqlService.PREFIX + path, "application/x-www-form-urlencoded", form.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelOfTheDashboard_showsSomething(String expression) {
        String query = expression
                .replace("$site", ".*")
                .replace("$device", "pump|fan")
                .replace("$metric", "temperature")
                .replace("$__rate_interval", "1m0s")
                .replace("$__interval", "15s");
        assertThat(query).doesNotContain("$");

        Answer answer = posted(
                "query_range",
                "end=" + (START + 900) + ".000&query=" + PromqlServer.encoded(query) + "&start=" + START
                        + ".000&step=15");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("data").get("result")).isNotEmpty();
    }

    @Test
    void variablesOfTheDashboard_haveValues() throws IOException {
        Stream<JsonNode> variables =
                StreamSupport.stream(dashboard().get("templating").get("list").spliterator(), false);

        assertThat(variables).hasSize(3).allSatisfy(variable -> {
            String[] parts = variable.get("definition")
                    .asText()
                    .replaceAll("^label_values\\(|\\)$", "")
                    .split(", ", -1);
            String selector = parts[0].replace("$site", ".+").replace("$metric", "temperature");
            Answer answer = server.http()
                    .get(PromqlService.PREFIX + "label/" + parts[1] + "/values?match%5B%5D="
                            + PromqlServer.encoded(selector) + "&start=" + START + "&end=" + (START + 900));
            assertThat(answer.json().get("data")).as(answer.body()).isNotEmpty();
        });
    }

    @Test
    void saveAndTest_succeeds() {
        JsonNode answer = posted("query", "query=1%2B1&time=1732233600").json();

        assertThat(answer.get("data").get("result").get(1).asText()).isEqualTo("2");
        assertThat(server.http()
                        .get(PromqlService.PREFIX + "status/buildinfo")
                        .json()
                        .get("data")
                        .get("version")
                        .asText())
                .startsWith("2.");
    }

    @Test
    void queryBuilder_findsMetricsLabelsAndTheirMeaning() {
        assertThat(posted("series", "end=1732234500&match%5B%5D=temperature&start=1732233600")
                        .json()
                        .get("data"))
                .hasSize(2);
        assertThat(posted("labels", "end=1732234500&start=1732233600").json().get("data"))
                .hasSize(5);
        assertThat(server.http()
                        .get(PromqlService.PREFIX + "metadata")
                        .json()
                        .get("data")
                        .has("radar_score"))
                .isTrue();
    }
}
