package io.anomalyradar.server.doors.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxDoorTest {
    private static final long TIME = 1_732_233_600_000L;

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
    void linesOfOneDeviceAndTime_areOneFrame() throws Exception {
        String body =
                """
                # Telegraf sends one line for each measurement
                cpu,cpu=cpu0,host=web-1,site=north usage_idle=91.5,usage_user=3 %1$d000000
                mem,host=web-1,site=north used_percent=42i,text="no number" %1$d000000
                load,host=web-1 value=0.5 %2$d000000
                """
                        .formatted(TIME, TIME + 10_000);

        assertThat(write("/api/v2/write?bucket=b&org=o", body).status()).isEqualTo(204);

        List<Frame> frames = frames("web-1");
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0).timestampMillis()).isEqualTo(TIME);
        assertThat(frames.get(0).attributes()).isEqualTo(new Attributes("north", "", "", ""));
        assertThat(List.of(
                        frames.get(0).metric(0),
                        frames.get(0).metric(1),
                        frames.get(0).metric(2)))
                .containsExactly("cpu.usage_idle,cpu=cpu0", "cpu.usage_user,cpu=cpu0", "mem.used_percent");
        assertThat(frames.get(1).metric(0)).isEqualTo("load");
    }

    @Test
    void precisionAndVersionOne_areUnderstood() throws Exception {
        assertThat(write("/write?db=d&precision=s", "t,device=old-1 value=1 " + TIME / 1_000)
                        .status())
                .isEqualTo(204);

        assertThat(frames("old-1").get(0).timestampMillis()).isEqualTo(TIME);
        assertThat(http.get("/ping").status()).isEqualTo(204);
    }

    @Test
    void versionThree_tellsThePrecisionBySize_unlessItIsGiven() throws Exception {
        String seconds = "t,device=v3-1 value=1 " + TIME / 1_000;
        String micros = "t,device=v3-2 value=1 " + TIME * 1_000;

        assertThat(write("/api/v3/write_lp?db=d", seconds).status()).isEqualTo(204);
        assertThat(write("/api/v3/write_lp?db=d&precision=microsecond", micros).status())
                .isEqualTo(204);

        assertThat(frames("v3-1").get(0).timestampMillis()).isEqualTo(TIME);
        assertThat(frames("v3-2").get(0).timestampMillis()).isEqualTo(TIME);
        assertThat(write("/api/v3/write_lp?db=d", "t").json().path("error").asText())
                .startsWith("partial write");
    }

    @Test
    void databaseIsCreatedAsSendersAsk_andNothingElseIsQueried() throws Exception {
        Answer inAddress = http.post("/query?q=create+database+%22plant%22", "text/plain", new byte[0]);
        Answer inBody =
                http.post("/query", "application/x-www-form-urlencoded", "q=CREATE+DATABASE+plant".getBytes(UTF_8));

        assertThat(inAddress.body()).isEqualTo("{\"results\":[{\"statement_id\":0}]}");
        assertThat(inBody.status()).isEqualTo(200);
        assertThat(http.post("/query?q=DROP+DATABASE+plant", "text/plain", new byte[0])
                        .status())
                .isEqualTo(400);
    }

    @Test
    void someLinesRefused_theOthersAreWritten_andTheAnswerSaysHowMany() throws Exception {
        String body = "t,host=part-1 v=1 1\nt,host=part-1 v=oops 1\nt,host=part-1 w=2 1\n";

        Answer v2 = write("/api/v2/write?precision=ms", body);
        Answer v1 = write("/write?precision=ms", body.replace("part-1", "part-2"));

        assertThat(v2.status()).isEqualTo(400);
        assertThat(v2.json().path("code").asText()).isEqualTo("invalid");
        assertThat(v2.json().path("message").asText())
                .startsWith("partial write: line 2: at character")
                .endsWith("dropped=1");
        assertThat(v1.json().path("error").asText()).startsWith("partial write:");
        assertThat(frames("part-1")).hasSize(2);
    }

    @Test
    void aPageOfAnotherOrigin_cannotWrite() {
        Answer answer = http.send(http.request("/write")
                .header("origin", "http://evil.example")
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString("t,host=evil v=1")));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void unknownPrecision_isRefused() {
        assertThat(write("/write?precision=days", "t v=1").status()).isEqualTo(422);
    }

    @Test
    void gzip_isDecompressed() throws Exception {
        byte[] body = Http.gzip("t,host=zip-1 v=1".getBytes(UTF_8));
        Answer answer = http.send(http.request("/api/v2/write")
                .header("content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(frames("zip-1")).hasSize(1);
    }

    private static Answer write(String path, String lines) {
        return http.send(http.request(path)
                .header("content-type", "text/plain; charset=utf-8")
                .header("authorization", "Token any")
                .POST(BodyPublishers.ofString(lines)));
    }

    private static List<Frame> frames(String device) {
        return SentFrames.of(broker, device);
    }
}
