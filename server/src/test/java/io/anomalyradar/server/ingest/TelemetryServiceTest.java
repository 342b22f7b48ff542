package io.anomalyradar.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryServiceTest {
    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    /** A separate device for each test: the topic is shared. */
    private final String device = "d-" + UUID.randomUUID();

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

    private List<ConsumerRecord<byte[], byte[]>> records() {
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.telemetry()).stream()
                .filter(record -> device.equals(new String(record.key(), UTF_8)))
                .toList();
    }

    private List<Frame> frames() {
        TelemetryDecoder decoder = new TelemetryDecoder();
        return records().stream()
                .map(record -> decoder.decode(record.value(), header(record, Topics.CONTENT_TYPE), null)
                        .frame())
                .map(Objects::requireNonNull)
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static void assertReceipt(Answer answer, int accepted, int rejected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(accepted);
        assertThat(answer.json().get("rejected").asInt()).isEqualTo(rejected);
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).isNotBlank();
    }

    @Test
    void oneFrame_inTheLogOnceAnswered() {
        Answer answer = http.telemetry(
                """
                {"device":"%s","ts":1732233600000,"metrics":{"temperature":71.2,"pressure":3.1},
                 "attributes":{"site":"north"},"metadata":{"unit":"C"}}"""
                        .formatted(device));

        assertReceipt(answer, 1, 0);
        Frame frame = frames().get(0);
        assertThat(frame.timestampMillis()).isEqualTo(1_732_233_600_000L);
        assertThat(frame.metric(0)).isEqualTo("temperature");
        assertThat(frame.value(1)).isEqualTo(3.1);
        assertThat(frame.attributes().site()).isEqualTo("north");
        assertThat(frame.metadata()).containsEntry("unit", "C");
        assertThat(header(records().get(0), Topics.CONTENT_TYPE)).isEqualTo(Topics.PROTOBUF);
    }

    @Test
    void shortForm_metricIsValue() {
        assertReceipt(http.telemetry("{\"device\":\"%s\",\"value\":50.3}".formatted(device)), 1, 0);

        Frame frame = frames().get(0);
        assertThat(frame.metric(0)).isEqualTo("value");
        assertThat(frame.timestampMillis()).isEqualTo(Frame.NO_TIMESTAMP);
    }

    @Test
    void array_everyFrameInOrder() {
        String body = IntStream.range(0, 50)
                .mapToObj(i -> "{\"device\":\"%s\",\"value\":%d}".formatted(device, i))
                .collect(Collectors.joining(",", "[", "]"));

        assertReceipt(http.telemetry(body), 50, 0);

        assertThat(frames()).extracting(frame -> frame.value(0)).containsExactlyElementsOf(numbers(50));
    }

    private static List<Double> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> (double) i).toList();
    }

    @Test
    void ndjsonWithABadLine_onlyThatLineRefused() {
        String body =
                """
                {"device":"%1$s","value":0}

                {"device":"%1$s","value":
                [1,2]
                {"device":"%1$s","value":1}
                """
                        .formatted(device);

        Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", body.getBytes(UTF_8));

        assertReceipt(answer, 2, 2);
        assertThat(answer.json().get("rejections").findValuesAsText("index")).containsExactly("1", "2");
        assertThat(answer.json().get("rejections").findValuesAsText("code")).containsExactly("MALFORMED", "MALFORMED");
        assertThat(frames()).hasSize(2);
    }

    @Test
    void gzip_readAsPlain() {
        byte[] body =
                Http.gzip("{\"device\":\"%s\",\"value\":1}".formatted(device).getBytes(UTF_8));

        Answer answer = http.post("/api/v1/telemetry", "application/json", body, "Content-Encoding", "gzip");

        assertReceipt(answer, 1, 0);
        assertThat(frames()).hasSize(1);
    }

    @Test
    void protobufInZstd_readAsPlain() {
        byte[] body = Zstd.compress(delimited(device, 1, 2, 3));

        Answer answer = http.post(
                "/api/v1/telemetry",
                "application/x-protobuf",
                body,
                "Content-Encoding",
                "zstd",
                "Idempotency-Key",
                "edge.7");

        assertReceipt(answer, 3, 0);
        assertThat(frames()).extracting(frame -> frame.value(0)).containsExactly(1.0, 2.0, 3.0);
        assertThat(header(records().get(2), Topics.FRAME_ID)).isEqualTo("edge.7:2");
    }

    @Test
    void protobufWithABadFrame_onlyThatFrameRefused() {
        byte[] good = delimited(device, 1);
        byte[] body = ByteBuffer.allocate(good.length + 3)
                .put(new byte[] {2, 0x0A, 0x7F})
                .put(good)
                .array();

        Answer answer = http.post("/api/v1/telemetry", "application/x-protobuf", body);

        assertReceipt(answer, 1, 1);
        assertThat(answer.json().get("rejections").get(0).get("code").asText()).isEqualTo("MALFORMED");
    }

    @Test
    void protobufCutOff_nothingOfItAccepted() {
        byte[] body = delimited(device, 1, 2);

        Answer answer = http.post("/api/v1/telemetry", "application/x-protobuf", Arrays.copyOf(body, body.length - 3));

        assertProblem(answer, 400, "MALFORMED");
    }

    @Test
    void zstdThatIsDamagedOrNeedsMuchMemory_malformed() {
        byte[] damaged = Zstd.compress(delimited(device, 1));
        damaged[0] ^= 1;
        // A frame whose header asks for a window of 2 GiB.
        byte[] greedy = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) 0xA8, 1, 0, 0};

        for (byte[] body : List.of(damaged, greedy)) {
            Answer answer = http.post("/api/v1/telemetry", "application/x-protobuf", body, "Content-Encoding", "zstd");

            assertProblem(answer, 400, "MALFORMED");
        }
    }

    private static byte[] delimited(String device, double... values) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (double value : values) {
            byte[] frame = new FrameProtobuf()
                    .encode(Frame.of(device, 1_732_233_600_000L, new String[] {"value"}, new double[] {value}));
            body.write(frame.length); // below 128
            body.writeBytes(frame);
        }
        return body.toByteArray();
    }

    @Test
    void partlyBadFrame_acceptedWithItsGoodSamples() {
        Answer answer = http.telemetry(
                "{\"device\":\"%s\",\"metrics\":{\"a\":1,\"b\":\"x\",\"c\":NaN,\"d\":2}}".formatted(device));

        assertReceipt(answer, 1, 0);
        JsonNode rejections = answer.json().get("rejections");
        assertThat(rejections.findValuesAsText("metric")).containsExactlyInAnyOrder("b", "c");
        assertThat(rejections.findValuesAsText("code")).containsExactlyInAnyOrder("NOT_A_NUMBER", "NON_FINITE");
        assertThat(frames().get(0).size()).isEqualTo(2);
    }

    @Test
    void idempotencyKey_becomesFrameIdsByPlaceInTheBody() {
        String body = "[{\"device\":\"%1$s\",\"value\":1,\"id\":\"own\"},7,{\"device\":\"%1$s\",\"value\":2}]"
                .formatted(device);

        Answer answer = http.telemetry(body, "Idempotency-Key", "batch-7");

        assertReceipt(answer, 2, 1);
        assertThat(records())
                .extracting(record -> header(record, Topics.FRAME_ID))
                .containsExactly("batch-7:0", "batch-7:2");
    }

    @Test
    void frameIdWithoutKey_keptAsHeader() {
        http.telemetry("{\"device\":\"%s\",\"value\":1,\"id\":\"own\"}".formatted(device));

        assertThat(header(records().get(0), Topics.FRAME_ID)).isEqualTo("own");
    }

    @Test
    void emptyArray_acceptedWithNothing() {
        assertReceipt(http.telemetry("[]"), 0, 0);
    }

    static Stream<Arguments> refusedFrames() {
        String d = "\"device\":\"x\"";
        long soon = System.currentTimeMillis() + 3_600_000;
        return Stream.of(
                Arguments.of("{\"value\":1}", "MISSING_DEVICE"),
                Arguments.of("{\"device\":\"\",\"value\":1}", "MISSING_DEVICE"),
                Arguments.of("{\"device\":7,\"value\":1}", "MISSING_DEVICE"),
                Arguments.of("{\"device\":null,\"value\":1}", "MISSING_DEVICE"),
                Arguments.of("{\"device\":\"_heartbeat\",\"value\":1}", "INVALID_NAME"),
                Arguments.of("{\"device\":\"a\\u0000b\",\"value\":1}", "INVALID_NAME"),
                Arguments.of("{\"device\":\"" + "n".repeat(129) + "\",\"value\":1}", "INVALID_NAME"),
                Arguments.of("{" + d + ",\"metrics\":{\"\":1}}", "INVALID_NAME"),
                Arguments.of("{" + d + ",\"metrics\":{\"a\\nb\":1}}", "INVALID_NAME"),
                Arguments.of("{" + d + ",\"metrics\":{\"" + "m".repeat(129) + "\":1}}", "INVALID_NAME"),
                Arguments.of("{" + d + ",\"value\":1,\"id\":\"\"}", "INVALID_NAME"),
                Arguments.of("{" + d + ",\"ts\":-1,\"value\":1}", "INVALID_TIMESTAMP"),
                Arguments.of("{" + d + ",\"ts\":\"yesterday\",\"value\":1}", "INVALID_TIMESTAMP"),
                Arguments.of("{" + d + ",\"ts\":1.5,\"value\":1}", "INVALID_TIMESTAMP"),
                Arguments.of("{" + d + ",\"ts\":99999999999999999999,\"value\":1}", "INVALID_TIMESTAMP"),
                Arguments.of("{" + d + ",\"ts\":\"3000-01-01T00:00:00Z\",\"value\":1}", "CLOCK_SKEW"),
                Arguments.of("{" + d + ",\"ts\":" + soon + ",\"value\":1}", "CLOCK_SKEW"),
                Arguments.of("{" + d + "}", "NO_SAMPLES"),
                Arguments.of("{" + d + ",\"metrics\":{}}", "NO_SAMPLES"),
                Arguments.of("{" + d + ",\"metrics\":[1]}", "NO_SAMPLES"),
                Arguments.of("{" + d + ",\"metrics\":{\"a\":1},\"value\":1}", "MALFORMED"),
                Arguments.of("{" + d + ",\"value\":null}", "NOT_A_NUMBER"),
                Arguments.of("{" + d + ",\"value\":\"7\"}", "NOT_A_NUMBER"),
                Arguments.of("{" + d + ",\"value\":true}", "NOT_A_NUMBER"),
                Arguments.of("{" + d + ",\"value\":[1]}", "NOT_A_NUMBER"),
                Arguments.of("{" + d + ",\"value\":NaN}", "NON_FINITE"),
                Arguments.of("{" + d + ",\"value\":-Infinity}", "NON_FINITE"),
                Arguments.of("{" + d + ",\"value\":1e999}", "NON_FINITE"),
                Arguments.of("{" + d + ",\"value\":1e299}", "OUT_OF_RANGE"),
                Arguments.of("{" + d + ",\"value\":1,\"attributes\":{\"colour\":\"red\"}}", "INVALID_ATTRIBUTES"),
                Arguments.of("{" + d + ",\"value\":1,\"attributes\":\"red\"}", "INVALID_ATTRIBUTES"),
                Arguments.of("{" + d + ",\"metrics\":{" + metrics(1_001) + "}}", "TOO_MANY_SAMPLES"));
    }

    private static String metrics(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("refusedFrames")
    void badFrame_refusedWithItsReason(String frame, String code) {
        Answer answer = http.telemetry(frame);

        assertProblem(answer, 422, "ALL_REJECTED");
        JsonNode rejection = answer.json().get("rejections").get(0);
        assertThat(rejection.get("index").asInt()).isZero();
        assertThat(rejection.get("code").asText()).isEqualTo(code);
        assertThat(rejection.get("reason").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "'   '",
                "7",
                "\"text\"",
                "null",
                "{",
                "{\"device\":\"x\",\"value\":1",
                "{\"device\":\"x\",\"value\":1}}",
                "{\"device\":\"x\",\"value\":1}{\"device\":\"x\",\"value\":1}",
                "[{\"device\":\"x\",\"value\":1}",
                "{'device':'x'}",
                "{\"device\":\"x\",\"value\":01}",
                "<xml/>"
            })
    void notJson_malformed(String body) {
        assertProblem(http.telemetry(body), 400, "MALFORMED");
    }

    @Test
    void arrayThatBreaksOff_nothingOfItAccepted() {
        Answer answer = http.telemetry("[{\"device\":\"%1$s\",\"value\":1},{\"device\":\"%1$s\",".formatted(device));

        assertProblem(answer, 400, "MALFORMED");
        assertThat(records()).isEmpty();
    }

    @Test
    void deeplyNested_malformed() {
        assertProblem(http.telemetry("{\"x\":" + "[".repeat(10_000)), 400, "MALFORMED");
    }

    @Test
    void notUtf8_malformed() {
        byte[] body = "{\"device\":\"x\u00e9\",\"value\":1}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertProblem(http.post("/api/v1/telemetry", "application/json", body), 400, "MALFORMED");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json;charset=utf-16"
    })
    void otherContentType_refused(String type) {
        Answer answer = http.post("/api/v1/telemetry", type, "{}".getBytes(UTF_8));

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void otherContentEncoding_refused() {
        Answer answer = http.post("/api/v1/telemetry", "application/json", new byte[] {1}, "Content-Encoding", "br");

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void tenMegabytes_tooLarge() {
        assertProblem(http.telemetry(" ".repeat(10 << 20) + "[]"), 413, "TOO_LARGE");
    }

    @Test
    void gzipBomb_tooLarge() {
        byte[] bomb = Http.gzip(" ".repeat(200 << 20).getBytes(UTF_8));
        assertThat(bomb.length).isLessThan(1 << 20);

        Answer answer = http.post("/api/v1/telemetry", "application/json", bomb, "Content-Encoding", "gzip");

        assertProblem(answer, 413, "TOO_LARGE");
    }

    @Test
    void cutOffGzip_malformed() {
        byte[] whole = Http.gzip("[]".repeat(1_000).getBytes(UTF_8));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);

        Answer answer = http.post("/api/v1/telemetry", "application/json", cut, "Content-Encoding", "gzip");

        assertProblem(answer, 400, "MALFORMED");
    }

    @Test
    void moreFramesThanMayWait_tooLarge() {
        String body = "{\"device\":\"x\",\"value\":1}\n".repeat(10_001);

        Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", body.getBytes(UTF_8));

        assertProblem(answer, 413, "TOO_LARGE");
    }

    @ParameterizedTest
    @CsvSource({"''", "'has space'"})
    void badIdempotencyKey_refused(String key) {
        assertProblem(
                http.telemetry("{\"device\":\"x\",\"value\":1}", "Idempotency-Key", key), 422, "INVALID_PARAMETER");
    }

    @Test
    void longIdempotencyKey_refused() {
        assertProblem(
                http.telemetry("{\"device\":\"x\",\"value\":1}", "Idempotency-Key", "k".repeat(101)),
                422,
                "INVALID_PARAMETER");
    }

    @Test
    void manyRejections_firstThousandEmittedAllCounted() {
        String body = "{}\n".repeat(1_500) + "{\"device\":\"%s\",\"value\":1}".formatted(device);

        Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", body.getBytes(UTF_8));

        assertReceipt(answer, 1, 1_500);
        assertThat(answer.json().get("rejections").size()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "?precision=s, 1732233600, 1732233600000",
        "?precision=ms, 1732233600, 1732233600",
        "?precision=us, 1732233600000000, 1732233600000",
        "?precision=ns, 1732233600000000000, 1732233600000",
        "'', 0, 0",
        "'', '\"1970-01-21T01:10:33.600Z\"', 1732233600",
        "'', '\"2024-11-22T01:00:00+0100\"', 1732233600000"
    })
    void statedUnitOrIsoText_anyPastTimeAccepted(String query, String ts, long millis) {
        byte[] body = "{\"device\":\"%s\",\"ts\":%s,\"value\":1}"
                .formatted(device, ts)
                .getBytes(UTF_8);

        assertReceipt(http.post("/api/v1/telemetry" + query, "application/json", body), 1, 0);

        assertThat(frames().get(0).timestampMillis()).isEqualTo(millis);
    }

    @Test
    void unknownPrecision_refused() {
        Answer answer = http.post("/api/v1/telemetry?precision=h", "application/json", "{}".getBytes(UTF_8));

        assertProblem(answer, 422, "INVALID_PARAMETER");
    }

    @Test
    void get_methodNotAllowed() {
        assertProblem(http.get("/api/v1/telemetry"), 405, "METHOD_NOT_ALLOWED");
    }
}
