package io.anomalyradar.server.doors.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line of the tables in docs/doors/otlp.md. */
class OtlpDoorTest {
    private static final long MILLIS = 1_732_233_600_000L;
    private static final String POINT = "\"timeUnixNano\":\"" + MILLIS + "000000\"";

    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void sums_byTemporalityAndMonotonicity() {
        send(
                "sum-1",
                """
                {"name":"a","sum":{"dataPoints":[{%1$s,"asInt":"7"}],"aggregationTemporality":2,"isMonotonic":true}},
                {"name":"b","sum":{"dataPoints":[{%1$s,"asDouble":7}],"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","isMonotonic":true}},
                {"name":"c","sum":{"dataPoints":[{%1$s,"asInt":-7}],"aggregationTemporality":2}},
                {"name":"d","sum":{"dataPoints":[{%1$s,"asInt":7}],"aggregationTemporality":1}}
                """);

        assertThat(samples("sum-1"))
                .isEqualTo(Map.of("a", "7.0 COUNTER", "b", "7.0 DELTA", "c", "-7.0 GAUGE", "d", "7.0 DELTA"));
    }

    @Test
    void histograms_areCountAndSum_andOfAnIntervalMinAndMax() {
        send(
                "hist-1",
                """
                {"name":"h","histogram":{"aggregationTemporality":2,"dataPoints":[
                  {%1$s,"count":"4","sum":10,"min":1,"max":5,"bucketCounts":["1","3"],"explicitBounds":[2]}]}},
                {"name":"e","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[
                  {%1$s,"count":"4","sum":10,"min":1,"max":5,"scale":3,"zeroCount":"0"}]}},
                {"name":"n","histogram":{"aggregationTemporality":1,"dataPoints":[{%1$s,"count":"4"}]}}
                """);

        assertThat(samples("hist-1"))
                .isEqualTo(Map.of(
                        "h.count", "4.0 COUNTER",
                        "h.sum", "10.0 COUNTER",
                        "e.count", "4.0 DELTA",
                        "e.sum", "10.0 DELTA",
                        "e.min", "1.0 GAUGE",
                        "e.max", "5.0 GAUGE",
                        "n.count", "4.0 DELTA"));
    }

    @Test
    void summary_isCountSumAndQuantiles() {
        send(
                "summary-1",
                """
                {"name":"s","summary":{"dataPoints":[{%1$s,"count":"4","sum":10,"attributes":[
                  {"key":"m","value":{"stringValue":"x"}}],"quantileValues":[{"quantile":0.5,"value":2},{"quantile":0.99,"value":"NaN"}]}]}}
                """);

        assertThat(samples("summary-1"))
                .isEqualTo(Map.of(
                        "s.count,m=x", "4.0 COUNTER", "s.sum,m=x", "10.0 COUNTER", "s,m=x,quantile=0.5", "2.0 GAUGE"));
    }

    @Test
    void attributesOfEveryType_tellSeriesApart() {
        send(
                "types-1",
                """
                {"name":"g","gauge":{"dataPoints":[{%1$s,"asInt":1,"attributes":[
                  {"key":"i","value":{"intValue":"5"}},{"key":"b","value":{"boolValue":true}},
                  {"key":"d","value":{"doubleValue":0.5}},{"key":"host.name","value":{"stringValue":"other"}},
                  {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x"}]}}}]}]}}
                """);

        assertThat(samples("types-1").keySet())
                .singleElement()
                .asString()
                .matches("g,b=true,d=0.5,host.name=other,i=5,l=[0-9a-f]{8}");
    }

    @Test
    void pointsWithoutAValue_areLeftOut_andWithoutATimeArriveNow() {
        send(
                "none-1",
                """
                {"name":"g","gauge":{"dataPoints":[{%1$s,"flags":1},{%1$s},{"asInt":3}]}}
                """);

        assertThat(SentFrames.of(broker, "none-1")).singleElement().satisfies(frame -> {
            assertThat(frame.timestampMillis()).isEqualTo(Frame.NO_TIMESTAMP);
            assertThat(frame.value(0)).isEqualTo(3);
        });
    }

    @Test
    void resourceWithoutADevice_belongsToOtlp() {
        post(
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"alone\",\"gauge\":{\"dataPoints\":[{\"asInt\":1}]}}]}]}]}");

        assertThat(samples("otlp")).containsEntry("alone", "1.0 GAUGE");
    }

    @Test
    void someRefused_isAPartialSuccess() {
        Answer answer = send(
                "part-1",
                """
                {"name":"u","sum":{"dataPoints":[{%1$s,"asInt":7}]}},
                {"name":"big","gauge":{"dataPoints":[{%1$s,"asDouble":1e76}]}},
                {"name":"ok","gauge":{"dataPoints":[{%1$s,"asDouble":1}]}}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/partialSuccess/rejectedDataPoints").asText())
                .isEqualTo("2");
        assertThat(answer.json().at("/partialSuccess/errorMessage").asText())
                .contains("metric u has no aggregation temporality");
        assertThat(samples("part-1")).containsOnlyKeys("ok");
    }

    @Test
    void invalidBodies_getAStatusInTheirEncoding() {
        assertThat(post("[]").json().path("message").asText()).contains("not a JSON object");
        assertThat(post("{\"resourceMetrics\":5}").status()).isEqualTo(400);
        assertThat(post("{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":\"x\"}]}}]}")
                        .status())
                .isEqualTo(400);
        Answer protobuf = http.post("/v1/metrics", "application/x-protobuf", new byte[] {10, 9, 1});
        assertThat(protobuf.status()).isEqualTo(400);
        assertThat(protobuf.header("content-type")).isEqualTo("application/x-protobuf");
        assertThat(protobuf.body()).contains("not an ExportMetricsServiceRequest");
        assertThat(http.post("/v1/metrics", "text/plain", new byte[0]).status()).isEqualTo(415);
    }

    @Test
    void grpcFraming_mustBeWhole() {
        Http.Answer cut = http.post(OtlpGrpc.PATH, "application/grpc", new byte[] {0, 0, 0, 0, 9, 1});

        assertThat(cut.status()).isEqualTo(200); // the result is in the trailers
        assertThat(cut.body()).isEmpty();
    }

    private static Answer send(String host, String metrics) {
        return post(
                """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"%s"}}]},
                 "scopeMetrics":[{"scope":{"name":"s"},"metrics":[%s]}]}]}"""
                        .formatted(host, metrics.formatted(POINT)));
    }

    private static Answer post(String json) {
        return http.post("/v1/metrics", "application/json", json.getBytes(UTF_8));
    }

    private static Map<String, String> samples(String device) {
        Map<String, String> all = new HashMap<>();
        SentFrames.of(broker, device).forEach(frame -> all.putAll(SentFrames.samples(frame)));
        return all;
    }
}
