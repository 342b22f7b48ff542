package io.anomalyradar.server.doors.prometheus;

import static io.anomalyradar.server.doors.prometheus.WriteMessages.histogram1;
import static io.anomalyradar.server.doors.prometheus.WriteMessages.histogram2;
import static io.anomalyradar.server.doors.prometheus.WriteMessages.series1;
import static io.anomalyradar.server.doors.prometheus.WriteMessages.series2;
import static io.anomalyradar.server.doors.prometheus.WriteMessages.v1;
import static io.anomalyradar.server.doors.prometheus.WriteMessages.v2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.doors.prometheus.WriteMessages.Sample;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Each line of the tables in docs/doors/prometheus.md. */
class RemoteWriteTest {
    private static final String TYPE = "application/x-protobuf";
    private static final String TYPE_2 = TYPE + ";proto=io.prometheus.write.v2.Request";
    private static final long TIME = 1_732_233_600_000L;
    private static final String WRITTEN = "x-prometheus-remote-write-samples-written";

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
    void seriesOfOneDeviceAndTime_areOneFrame_andCountersAreMarked() throws Exception {
        byte[] body = v1(
                series1(
                        List.of("__name__", "http_requests_total", "code", "200", "instance", "web-1:80", "job", "web"),
                        new Sample(5, TIME)),
                series1(
                        List.of("__name__", "temperature", "instance", "web-1:80", "site", "north"),
                        new Sample(21.5, TIME)),
                series1(
                        List.of("__name__", "load", "instance", "web-1:80"),
                        new Sample(1, TIME),
                        new Sample(2, TIME + 1)));

        assertThat(write(TYPE, body).status()).isEqualTo(204);

        List<Frame> frames = SentFrames.of(broker, "web-1:80");
        assertThat(frames).hasSize(3);
        assertThat(frames.get(0).timestampMillis()).isEqualTo(TIME);
        assertThat(SentFrames.samples(frames.get(0)))
                .isEqualTo(Map.of("http_requests_total,code=200,job=web", "5.0 COUNTER", "load", "1.0 GAUGE"));
        assertThat(frames.get(1).attributes()).isEqualTo(new Attributes("north", "", "", ""));
        assertThat(frames.get(2).timestampMillis()).isEqualTo(TIME + 1);
    }

    @Test
    void seriesWithoutADeviceLabel_belongsToPrometheus_andUnorderedLabelsAreOneSeries() throws Exception {
        write(
                TYPE,
                v1(
                        series1(List.of("b", "2", "__name__", "rule", "a", "x,y=z"), new Sample(1, TIME)),
                        series1(List.of("__name__", "rule", "a", "x,y=z", "b", "2"), new Sample(1, TIME + 1))));

        assertThat(SentFrames.of(broker, "prometheus"))
                .allSatisfy(frame -> assertThat(frame.metric(0)).isEqualTo("rule,a=x\\,y\\=z,b=2"));
    }

    @Test
    void staleMarkersAndOtherValuesThatAreNotFinite_areLeftOutAndCounted() throws Exception {
        double before = leftOut();
        byte[] body = v1(
                series1(List.of("__name__", "up", "instance", "stale-1"), new Sample(WriteMessages.STALE, TIME)),
                series1(
                        List.of("__name__", "q", "instance", "stale-1"),
                        new Sample(Double.NaN, TIME),
                        new Sample(Double.POSITIVE_INFINITY, TIME),
                        new Sample(3, TIME + 1)));

        assertThat(write(TYPE, body).status()).isEqualTo(204);

        assertThat(SentFrames.of(broker, "stale-1")).hasSize(1);
        assertThat(leftOut() - before).isEqualTo(3);
    }

    @Test
    void nativeHistogram_isItsCountAndItsSum() throws Exception {
        byte[] body = v1(
                histogram1(List.of("__name__", "rpc", "instance", "hist-1", "m", "a"), 7, 3.5, 0, TIME),
                histogram1(List.of("__name__", "size", "instance", "hist-1"), 4, 2, 3, TIME),
                histogram1(List.of("__name__", "gone", "instance", "hist-1"), 0, WriteMessages.STALE, 0, TIME));

        assertThat(write(TYPE, body).status()).isEqualTo(204);

        assertThat(SentFrames.samples(SentFrames.of(broker, "hist-1").get(0)))
                .isEqualTo(Map.of(
                        "rpc_count,m=a", "7.0 COUNTER",
                        "rpc_sum,m=a", "3.5 COUNTER",
                        "size_count", "4.0 GAUGE",
                        "size_sum", "2.0 GAUGE"));
    }

    @Test
    void olderSamples_areAccepted() throws Exception {
        write(TYPE, v1(series1(List.of("__name__", "m", "instance", "old-1"), new Sample(2, TIME))));
        Answer older =
                write(TYPE, v1(series1(List.of("__name__", "m", "instance", "old-1"), new Sample(1, TIME - 60_000))));

        assertThat(older.status()).isEqualTo(204);
        assertThat(SentFrames.of(broker, "old-1")).hasSize(2);
    }

    @Test
    void repeatedBody_hasTheSameFrameIds() throws Exception {
        byte[] body = v1(series1(List.of("__name__", "m", "instance", "again-1"), new Sample(2, TIME)));
        write(TYPE, body);
        write(TYPE, body);

        List<String> ids = Records.all(broker.bootstrap(), TopicNames.DEFAULT.telemetry()).stream()
                .filter(record -> new String(record.key(), UTF_8).equals("again-1"))
                .map(record ->
                        new String(record.headers().lastHeader("radar-frame-id").value(), UTF_8))
                .toList();
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void longLabels_giveAShortName_thatDependsOnAllOfThem() throws Exception {
        String path = "/kubepods/" + "x".repeat(300);
        write(
                TYPE,
                v1(
                        series1(
                                List.of("__name__", "mem", "id", path + "a", "instance", "long-1"),
                                new Sample(1, TIME)),
                        series1(
                                List.of("__name__", "mem", "id", path + "b", "instance", "long-1"),
                                new Sample(2, TIME))));

        Frame frame = SentFrames.of(broker, "long-1").get(0);
        assertThat(frame.size()).isEqualTo(2);
        assertThat(frame.metric(0))
                .startsWith("mem,id=/kubepods/xxx")
                .hasSize(117)
                .matches(".*~[0-9a-f]{16}");
    }

    @Test
    void invalidSeries_areRefusedWith400_andTheOthersAreWritten() throws Exception {
        Sample sample = new Sample(1, TIME);
        byte[] body = v1(
                series1(List.of("instance", "part-1"), sample),
                series1(List.of("__name__", "a", "instance", "part-1", "x", "1", "x", "2"), sample),
                series1(List.of("__name__", "b", "instance", "part-1"), new Sample(1, -5)),
                series1(List.of("__name__", "c", "instance", "part-1"), sample),
                series1(List.of("__name__", "c", "instance", "part-1"), sample));

        Answer answer = write(TYPE, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("partial write: a series has no label __name__: mend what sends it dropped=4");
        assertThat(SentFrames.of(broker, "part-1")).hasSize(1);
    }

    @Test
    void version2_takesTypesFromItsMetadata_andSaysWhatIsWritten() throws Exception {
        List<String> symbols = List.of("", "__name__", "bytes", "instance", "v2-1", "size_total");
        byte[] body = v2(
                symbols,
                series2(new long[] {1, 2, 3, 4}, 1, new Sample(9, TIME)),
                series2(new long[] {1, 5, 3, 4}, 2, new Sample(8, TIME), new Sample(WriteMessages.STALE, TIME + 1)));

        Answer answer = write(TYPE_2, body);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header(WRITTEN)).isEqualTo("3");
        assertThat(answer.header("x-prometheus-remote-write-histograms-written"))
                .isEqualTo("0");
        assertThat(answer.header("x-prometheus-remote-write-exemplars-written")).isEqualTo("0");
        assertThat(SentFrames.samples(SentFrames.of(broker, "v2-1").get(0)))
                .isEqualTo(Map.of("bytes", "9.0 COUNTER", "size_total", "8.0 GAUGE"));
    }

    @Test
    void version2_partlyRefused_saysHowMuchIsWritten() throws Exception {
        List<String> symbols = List.of("", "__name__", "a", "instance", "v2-2");
        byte[] body = v2(
                symbols,
                series2(new long[] {1, 2, 3, 4}, 0, new Sample(1, TIME), new Sample(1, -1)),
                series2(new long[] {3, 4}, 0, new Sample(1, TIME)));

        Answer answer = write(TYPE_2, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header(WRITTEN)).isEqualTo("1");
    }

    @Test
    void version2_withReferencesToNothing_isRefusedAsAWhole() throws Exception {
        byte[] odd = v2(List.of("", "a"), series2(new long[] {1}, 0, new Sample(1, TIME)));
        byte[] beyond = v2(List.of("", "a"), series2(new long[] {1, 2}, 0, new Sample(1, TIME)));

        assertThat(write(TYPE_2, odd).status()).isEqualTo(400);
        assertThat(write(TYPE_2, beyond).json().path("code").asText()).isEqualTo("MALFORMED");
    }

    @Test
    void framedSnappy_isRefused() throws Exception {
        byte[] body = v1(series1(List.of("__name__", "m", "instance", "framed-1"), new Sample(2, TIME)));
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        try (SnappyFramedOutputStream out = new SnappyFramedOutputStream(framed)) {
            out.write(body);
        }

        assertThat(raw(framed.toByteArray()).status()).isIn(400, 413);
        assertThat(SentFrames.of(broker, "framed-1")).isEmpty();
    }

    @Test
    void whatASenderMustNotSend_isTakenWhereItsMeaningIsClear() throws Exception {
        byte[] body = v1(
                series1(
                        List.of("instance", "liberal-1", "__name__", "température.élevée", "empty", ""),
                        new Sample(1, TIME)),
                series1(
                        List.of("__name__", "n", "instance", "liberal-1"),
                        new Sample(2, TIME + 1),
                        new Sample(1, TIME)));

        assertThat(write(TYPE, body).status()).isEqualTo(204);

        List<Frame> frames = SentFrames.of(broker, "liberal-1");
        assertThat(SentFrames.samples(frames.get(0)))
                .isEqualTo(Map.of("température.élevée", "1.0 GAUGE", "n", "1.0 GAUGE"));
        assertThat(frames.get(1).timestampMillis()).isEqualTo(TIME + 1);
    }

    @Test
    void version2_countsHistogramsApart_andTakesASeriesThatHasBoth() throws Exception {
        List<String> symbols = List.of("", "__name__", "rpc", "instance", "v2-3", "ünits");
        byte[] body = v2(
                symbols,
                histogram2(new long[] {1, 2, 3, 4}, 7, 3.5, TIME, new Sample(9, TIME)),
                series2(new long[] {1, 5, 3, 4}, 2)); // neither

        Answer answer = write(TYPE + "; proto=io.prometheus.write.v2.Request", body);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header(WRITTEN)).isEqualTo("1");
        assertThat(answer.header("x-prometheus-remote-write-histograms-written"))
                .isEqualTo("1");
        assertThat(SentFrames.samples(SentFrames.of(broker, "v2-3").get(0)))
                .isEqualTo(Map.of("rpc", "9.0 GAUGE", "rpc_count", "7.0 COUNTER", "rpc_sum", "3.5 COUNTER"));
    }

    @Test
    void whatIsNotRemoteWrite_isRefused() throws Exception {
        byte[] body = v1(series1(List.of("__name__", "m"), new Sample(2, TIME)));

        assertThat(write("application/json", body).status()).isEqualTo(415);
        assertThat(write(TYPE + ";proto=other.Message", body).status()).isEqualTo(415);
        assertThat(http.post("/api/v1/write", TYPE, body).status()).isEqualTo(415);
        assertThat(http.post("/api/v1/write", TYPE, body, "Content-Encoding", "snappy")
                        .status())
                .isEqualTo(400);
        assertThat(write(TYPE, new byte[] {10, 5, 1}).status()).isEqualTo(400);
        assertThat(write(TYPE_2, body).status()).isEqualTo(400);
    }

    @Test
    void snappyThatClaimsAHugeBody_isRefusedBeforeItIsDecompressed() {
        byte[] claim = {-1, -1, -1, -1, 7, 0}; // 2 GiB - 1
        byte[] beyond = {-1, -1, -1, -1, 15, 0}; // more than an int

        assertThat(raw(claim).status()).isEqualTo(413);
        assertThat(raw(beyond).status()).isIn(400, 413);
    }

    private static Answer raw(byte[] compressed) {
        return http.post("/api/v1/write", TYPE, compressed, "Content-Encoding", "snappy");
    }

    private static Answer write(String type, byte[] message) throws IOException {
        return http.post("/api/v1/write", type, Snappy.compress(message), "Content-Encoding", "snappy");
    }

    private static double leftOut() {
        return server.meters()
                .get("radar.ingest.left.out")
                .tag("door", "prometheus")
                .counter()
                .count();
    }
}
