package io.anomalyradar.server.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.testing.Http.Answer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, labels, windows and bounds of the read API; PrometheusConformanceTest holds its answers to Prometheus. */
class PromqlServiceTest {
    private static final long START = 1_732_233_600; // 2024-11-22T00:00:00Z
    private static final long DAY = 86_400;
    private static final int HOURS = 72;
    /** Sorts fifty thousand numbers as often. */
    private static final String ENDLESS =
            "quantile_over_time(0.5, quantile_over_time(0.5, vector(time() * 7919 % 9973)[13h:1s])[13h:1s])";

    private static PromqlServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        DeviceRegistry registry = new DeviceRegistry();
        registry.add(
                "pump",
                1,
                1,
                "{\"revision\":1,\"group\":\"cooling\",\"attributes\":{\"line no\":\"4\",\"site\":\"west\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        server = new PromqlServer(directory.resolve("history.db"), registry);
        StoredSeries series = new StoredSeries().device("pump", new Attributes("north", "pump", "own", "acme"));
        for (int second = 0; second < 600; second += 10) {
            series.add("pump", "motor temperature °C", (START + second) * 1_000, second);
            series.add("pump", "radar_score", (START + second) * 1_000, -1);
        }
        series.store(server.store());
        windows();
    }

    /** Minutes and hours of a counter and its like without any sample, as they are when samples have expired. */
    private static void windows() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int minute = 0; minute < HOURS * 60; minute++) {
            batch.add(frame((START + minute * 60L) * 1_000, 60_000, minute, 10 * minute, 10 * minute + 9), 1);
        }
        for (int hour = 0; hour < HOURS; hour++) {
            batch.add(frame((START + hour * 3_600L) * 1_000, 3_600_000, hour, 600 * hour, 600 * hour + 599), 1);
        }
        server.store().commit(batch.build());
    }

    /** Ten samples a minute, from {@code first} to {@code last} in steps of one. */
    private static AggregateFrame frame(long millis, long size, long offset, double first, double last) {
        long count = (long) (last - first) + 1;
        double mean = (first + last) / 2;
        return new AggregateFrame(
                "meter",
                millis,
                size,
                new SourcePosition("telemetryTopic00000000", 0, 0, 10_000 + offset),
                1,
                List.of(new AggregateFrame.Statistics(
                        "energy_total",
                        new WindowStatistics(
                                count,
                                mean * count,
                                first,
                                last,
                                1,
                                last,
                                new WindowStatistics.Scores(3, 0, 0, count / 10),
                                new WindowStatistics.Band(count, mean * count, first - 1, last + 1),
                                new WindowStatistics.Trend(0, 0)))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode result(String query, long second) {
        Answer answer = server.instant(query, START + second);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("data").get("result");
    }

    private static String value(String query, long second) {
        return result(query, second).get(0).get("value").get(1).asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void series_hasItsOwnNameAndTheSharedOnes() {
        assertThat(value("motor_temperature__C", 599)).isEqualTo("590");
        assertThat(value("radar_value{metric=\"motor temperature °C\"}", 599)).isEqualTo("590");
        assertThat(value("radar_expected{metric=~\"motor.*\"}", 599)).isEqualTo("590.5");
        assertThat(value("radar_lower{metric=~\"motor.*\"}", 599)).isEqualTo("587");
        assertThat(value("radar_upper{metric=~\"motor.*\"}", 599)).isEqualTo("594");
        assertThat(value("radar_anomaly{metric=~\"motor.*\"}", 5)).isEqualTo("1");
        assertThat(value("radar_anomaly{metric=~\"motor.*\"}", 599)).isEqualTo("0");
        assertThat(result("radar_score", 599)).hasSize(2);
    }

    @Test
    void metricNamedAsASharedOne_isFoundByItsLabel() {
        assertThat(value("radar_value{metric=\"radar_score\"}", 599)).isEqualTo("-1");
        assertThat(result("{__name__=\"radar_score\",metric=\"radar_score\"}", 599))
                .hasSize(1);
    }

    @Test
    void labels_areThoseOfTheDeviceAndTheRegistry() {
        JsonNode labels = result("motor_temperature__C", 599).get(0).get("metric");

        assertThat(labels.toString())
                .isEqualTo("{\"__name__\":\"motor_temperature__C\",\"device\":\"pump\",\"group\":\"cooling\","
                        + "\"line_no\":\"4\",\"metric\":\"motor temperature °C\",\"site\":\"west\",\"tenant\":\"acme\","
                        + "\"type\":\"pump\"}");
        assertThat(result("motor_temperature__C{line_no=\"4\"}", 599)).hasSize(1);
    }

    @Test
    void catalogue_listsSeriesLabelsValuesAndMetrics() {
        JsonNode names = server.http()
                .get(PromqlService.PREFIX + "label/__name__/values")
                .json()
                .get("data");
        JsonNode series = server.http()
                .get(PromqlService.PREFIX + "series?match%5B%5D=energy_total&match%5B%5D=%7Bdevice%3D%22meter%22%7D")
                .json()
                .get("data");

        assertThat(texts(names))
                .containsExactly(
                        "energy_total",
                        "motor_temperature__C",
                        "radar_anomaly",
                        "radar_expected",
                        "radar_lower",
                        "radar_score",
                        "radar_upper",
                        "radar_value");
        assertThat(series).hasSize(7);
        assertThat(texts(server.http()
                        .get(PromqlService.PREFIX + "labels?match%5B%5D=energy_total")
                        .json()
                        .get("data")))
                .containsExactly("__name__", "device", "metric");
        assertThat(server.http()
                        .get(PromqlService.PREFIX + "metadata?metric=energy_total")
                        .json()
                        .get("data")
                        .get("energy_total")
                        .get(0)
                        .get("type")
                        .asText())
                .isEqualTo("counter");
    }

    @Test
    void longList_isCutWithAWarning() {
        JsonNode answer = server.http()
                .get(PromqlService.PREFIX + "label/__name__/values?limit=3")
                .json();

        assertThat(answer.get("data")).hasSize(3);
        assertThat(answer.get("warnings").get(0).asText()).contains("truncated");
    }

    private static List<String> wide(String query, long step) {
        Answer answer = server.range(query, START + DAY, START + 3 * DAY, step + "s");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("infos").get(0).asText()).contains("windows");
        List<String> values = new ArrayList<>();
        answer.json()
                .get("data")
                .get("result")
                .get(0)
                .get("values")
                .forEach(point -> values.add(point.get(1).asText()));
        return values;
    }

    @Test
    void wideRange_isAnsweredFromWindowsAlone() {
        assertThat(wide("increase(energy_total[1h])", 3_600)).hasSize(49).allMatch("600"::equals);
        assertThat(wide("rate(energy_total[1h])", 3_600))
                .allSatisfy(rate -> assertThat(Double.parseDouble(rate)).isEqualTo(600 / 3600.0));
        assertThat(wide("count_over_time(energy_total[2h])", 7_200)).hasSize(25).allMatch("1200"::equals);
        assertThat(wide("max_over_time(energy_total[1h])", 3_600)).startsWith("14399", "14999");
        assertThat(wide("min_over_time(energy_total[1d])", 21_600)).startsWith("0", "3600");
        assertThat(wide("avg_over_time(energy_total[1h])", 3_600)).startsWith("14099.5");
        assertThat(wide("energy_total", 3_600)).startsWith("14099.5", "14699.5");
        assertThat(wide("avg_over_time(radar_anomaly{device=\"meter\"}[1d])", 86_400))
                .allMatch("0.1"::equals);
        assertThat(wide("max_over_time(radar_score{device=\"meter\"}[1d])", 86_400))
                .allMatch("3"::equals);
        assertThat(wide("delta(energy_total[6h])", 3_600)).allMatch("3600"::equals);
    }

    @Test
    void wideRange_functionOfEverySample_isRefusedWithARemedy() {
        Answer answer = server.range("quantile_over_time(0.9, energy_total[1h])", START, START + 3 * DAY, "1h");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errorType").asText()).isEqualTo("execution");
        assertThat(answer.json().get("error").asText()).contains("shorter range");
    }

    @Test
    void years_areAnsweredWithinTheBounds() {
        Answer answer = server.range("sum(max_over_time(energy_total[30d]))", 0, 669 * 30 * DAY, "30d");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("data").get("result")).hasSize(1);
    }

    private static Answer refused(String path) {
        Answer answer = server.http().get(PromqlService.PREFIX + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("status").asText()).isEqualTo("error");
        assertThat(answer.json().get("errorType").asText()).isEqualTo("bad_data");
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query_range?query=1&start=0&end=31536000&step=0.001",
                "query_range?query=1&start=0&end=1e300&step=1",
                "query_range?query=1&start=NaN&end=1&step=1",
                "query_range?query=1&start=0&end=Inf&step=1",
                "query_range?query=1&start=0&end=1&step=0",
                "query_range?query=1&start=0&end=1&step=-5m",
                "query_range?query=1&start=0&end=1&step=99999999999999y",
                "query_range?query=1&start=5&end=1&step=1",
                "query_range?query=1&start=2024-11-22T00:00:00%2BMars&end=1&step=1",
                "query_range?query=1&start=&end=1&step=1",
                "query?query=1&time=99999999999999999999",
                "query?query=1&timeout=soon",
                "query?query=",
                "query?query=a%7Bb%3D~%22(x%7B1000%7D)%7B1000%7D%22%7D",
                "query?query=a%7Bb%3D~%22((x%7B100%7D)%7B100%7D)%7B100%7D%22%7D",
                "series?match%5B%5D=%7B%7D",
                "label/a-b/values"
            })
    void parameterThatIsNotAccepted_isBadData(String path) {
        refused(path);
    }

    @Test
    void parseError_saysWhere() {
        assertThat(refused("query?query=" + PromqlServer.encoded("sum(\n  a{b=}\n)"))
                        .json()
                        .get("error")
                        .asText())
                .startsWith("invalid parameter \"query\": 2:7: parse error:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "sum(", "a + ", "a[1m:", "1^", "a{b=\"c\"} or "})
    void deepOrLongQuery_isRefused(String part) {
        for (int times : new int[] {600, 10_000}) {
            Answer answer = server.http()
                    .post(
                            PromqlService.PREFIX + "query",
                            "application/x-www-form-urlencoded",
                            ("query=" + PromqlServer.encoded(part.repeat(times) + "1"))
                                    .getBytes(StandardCharsets.UTF_8));

            assertThat(answer.status()).as(answer.body()).isIn(400, 413);
        }
    }

    @Test
    void hugeBody_isRefused() {
        Answer answer = server.http()
                .post(
                        PromqlService.PREFIX + "query",
                        "application/x-www-form-urlencoded",
                        ("query=" + "1".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void regularExpressionThatBacktracksElsewhere_isLinear() {
        assertThat(result("motor_temperature__C{device=~\"(p*u*m*p*)*(p*u*m*p*)*x\"}", 599))
                .isEmpty();
    }

    @Test
    void tooManyNumbers_areRefused() {
        Answer many = server.instant(
                IntStream.range(0, 60)
                        .mapToObj(i -> "sum_over_time(vector(" + i + ")[99999s:1s])")
                        .reduce((a, b) -> a + " + " + b)
                        .orElseThrow(),
                START);

        assertThat(many.status()).as(many.body()).isEqualTo(422);
        assertThat(many.json().get("error").asText()).contains("numbers in memory");
    }

    @Test
    void timeout_endsTheQuery() {
        Answer answer =
                server.http().get(PromqlService.PREFIX + "query?timeout=0.2&query=" + PromqlServer.encoded(ENDLESS));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("errorType").asText()).isEqualTo("timeout");
    }

    @Test
    void clientsThatLeave_freeTheirThreads() throws Exception {
        for (int i = 0; i < 6; i++) {
            try (Socket socket =
                    new Socket(server.address().getHost(), server.address().getPort())) {
                socket.getOutputStream()
                        .write(("GET " + PromqlService.PREFIX + "query?query=" + PromqlServer.encoded(ENDLESS)
                                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                Awaitility.await().until(() -> server.running() > 0);
            }
        }

        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> server.running() == 0);
        assertThat(value("1 + vector(1)", 0)).isEqualTo("2");
    }
}
