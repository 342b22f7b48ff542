package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.LiveClient;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
    private static final String[] METRICS =
            IntStream.range(0, 300).mapToObj(i -> "m" + i).toArray(String[]::new);

    private static TestBroker broker;
    private static TestServer server;
    private static EchoPipeline pipeline;
    private static Topic topic;
    private static Http http;
    private static URI address;

    private final String device = "d-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        pipeline = new EchoPipeline(broker.config());
        server = TestServer.start(broker.config(), directory);
        topic = new Topic(broker.bootstrap());
        http = server.http();
        address = server.server().address();
        // Live data starts at the topics' end: the hub must be running before anything is sent.
        await().until(() -> http.get("/ready").body().contains("\"name\":\"pipeline\",\"state\":\"UP\""));
    }

    @AfterAll
    static void stop() {
        topic.close();
        server.close();
        pipeline.close();
        broker.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private void send(String metric, double value) {
        Http.Answer answer = http.telemetry(
                "{\"device\":\"%s\",\"metrics\":{\"%s\":%s}}".formatted(device, metric, Double.toString(value)));
        assertThat(answer.status()).isEqualTo(202);
    }

    /** Values of {@code metric} of this test's device in {@code messages}, in order. */
    private List<Double> values(List<JsonNode> messages, String metric) {
        List<Double> values = new ArrayList<>();
        for (JsonNode message : messages) {
            for (JsonNode series : message.get("series")) {
                if (series.get("device").asText().equals(device)
                        && series.get("metric").asText().equals(metric)) {
                    series.get("v").forEach(value -> values.add(value.asDouble()));
                }
            }
        }
        return values;
    }

    private String subscription(String more) {
        return "{\"type\":\"subscribe\",\"devices\":[\"" + device + "\"]" + more + "}";
    }

    private LiveClient client() throws Exception {
        return new LiveClient(address);
    }

    @Test
    void connect_helloFirst() throws Exception {
        try (LiveClient client = client()) {
            JsonNode hello = client.await("hello");

            assertThat(hello.get("version").asText()).isEqualTo("1");
            assertThat(hello.get("heartbeatMillis").asInt()).isEqualTo(5_000);
            assertThat(hello.get("throttleMillis").asInt()).isEqualTo(100);
            assertThat(hello.get("serverMillis").asLong()).isPositive();
        }
    }

    @Test
    void subscribe_snapshotOfTheLatestThenUpdates() throws Exception {
        send("a", 1);
        send("a", 2);
        send("b", 7);
        await().until(() -> server.store().counts(device).size() == 2);
        try (LiveClient client = client()) {
            client.say(subscription(""));

            JsonNode snapshot = client.await("snapshot");
            assertThat(values(List.of(snapshot), "a")).containsExactly(2.0);
            assertThat(values(List.of(snapshot), "b")).containsExactly(7.0);
            assertThat(snapshot.get("truncated").asBoolean()).isFalse();
            JsonNode first = snapshot.get("series").get(0);
            assertThat(first.get("l").get(0).asDouble())
                    .isEqualTo(first.get("v").get(0).asDouble() - 1);
            assertThat(first.get("st").get(0).asInt()).isEqualTo(1);
            send("a", 3);
            send("a", 4);
            await().until(() -> values(client.received("scores"), "a").size() == 2);
            assertThat(values(client.received("scores"), "a")).containsExactly(3.0, 4.0);
            assertThat(client.received("scores").get(0).get("coalesced").asLong())
                    .isZero();
        }
    }

    @Test
    void valuesDuringTheSnapshot_eachEmittedOnce() throws Exception {
        try (LiveClient client = client()) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    send("a", i);
                }
            });
            sender.start();
            for (int subscriptions = 1; subscriptions <= 20; subscriptions++) {
                int wanted = subscriptions;
                client.say(subscription(",\"throttleMillis\":0"));
                await().until(() -> client.received("snapshot").size() == wanted);
                List<Double> sinceSnapshot = values(client.receivedSinceLast("snapshot"), "a");
                assertThat(sinceSnapshot).doesNotHaveDuplicates().isSorted();
            }
            sender.join();
            await().until(() ->
                    values(client.receivedSinceLast("snapshot"), "a").contains(199.0));

            List<Double> values = values(client.receivedSinceLast("snapshot"), "a");

            assertThat(values).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void metricsNamed_othersNotReceived() throws Exception {
        try (LiveClient client = client()) {
            client.say(subscription(",\"metrics\":[\"b\"]"));
            client.await("snapshot");
            send("a", 1);
            send("b", 2);

            await().until(() -> values(client.received("scores"), "b").size() == 1);

            assertThat(values(client.received("scores"), "a")).isEmpty();
        }
    }

    @Test
    void everyDevice_heardWithoutNamingIt() throws Exception {
        try (LiveClient client = client()) {
            client.say("{\"type\":\"subscribe\"}");
            client.await("snapshot");

            send("a", 1);

            await().until(() -> values(client.received("scores"), "a").size() == 1);
            assertThat(client.received("scores").stream()
                            .flatMap(message ->
                                    StreamSupport.stream(message.get("series").spliterator(), false))
                            .map(series -> series.get("device").asText()))
                    .noneMatch(name -> name.startsWith("_"));
        }
    }

    @Test
    void throttled_fewMessagesWithEveryValue() throws Exception {
        try (LiveClient client = client()) {
            client.say(subscription(",\"throttleMillis\":2000"));
            client.await("snapshot");

            for (int i = 0; i < 30; i++) {
                send("a", i);
            }
            await().until(() -> values(client.received("scores"), "a").size() == 30);

            assertThat(client.received("scores").size()).isLessThan(15);
            assertThat(values(client.received("scores"), "a")).isSorted();
        }
    }

    @Test
    void anomaly_heardAtEveryRevision() throws Exception {
        try (LiveClient client = client()) {
            client.say(subscription(",\"samples\":false"));
            client.await("snapshot");
            topic.write(Examples.open("x-" + device, device));
            topic.write(Examples.ended("x-" + device, device));
            topic.write(Examples.open("other", "other-device"));

            client.await("anomaly", m -> m.get("anomaly").get("revision").asInt() == 2);

            assertThat(client.received("anomaly"))
                    .extracting(m -> m.get("anomaly").get("device").asText())
                    .containsOnly(device);
        }
    }

    @Test
    void everyAnomaly_namesLimitTheSamplesOnly() throws Exception {
        try (LiveClient client = client()) {
            topic.write(Examples.open("before-" + device, "other-" + device));
            client.say(subscription(",\"metrics\":[\"a\"],\"everyAnomaly\":true"));
            JsonNode snapshot = client.await("snapshot");
            topic.write(Examples.open("after-" + device, "other-" + device));
            send("a", 1);
            send("b", 2);
            send("a", 3);

            client.await("anomaly", m -> m.get("anomaly").get("id").asText().equals("after-" + device));
            await().until(() -> values(client.received("scores"), "a").size() == 2);

            assertThat(values(client.received("scores"), "b")).isEmpty();
            assertThat(snapshot.get("anomalies")).isNotNull();
        }
    }

    @Test
    void anomalyOfADevice_heardWithoutAFilterOfMetricsOrWithTheEmptyName() throws Exception {
        try (LiveClient all = client();
                LiveClient named = client();
                LiveClient metricOnly = client()) {
            all.say(subscription(",\"samples\":false"));
            named.say(subscription(",\"samples\":false,\"metrics\":[\"\"]"));
            metricOnly.say(subscription(",\"samples\":false,\"metrics\":[\"temperature\"]"));
            for (LiveClient client : List.of(all, named, metricOnly)) {
                client.await("snapshot");
            }
            topic.write(Examples.openOfDevice("w-" + device, device));
            topic.write(Examples.open("t-" + device, device));

            JsonNode received = all.await("anomaly").get("anomaly");
            named.await("anomaly");
            metricOnly.await("anomaly");

            assertThat(received.get("contributions").get(0).get("name").asText())
                    .isEqualTo("a");
            assertThat(named.received("anomaly").get(0).get("anomaly").get("id").asText())
                    .isEqualTo("w-" + device);
            assertThat(metricOnly
                            .received("anomaly")
                            .get(0)
                            .get("anomaly")
                            .get("id")
                            .asText())
                    .isEqualTo("t-" + device);
        }
    }

    @Test
    void anomaliesBefore_inTheSnapshotOpenOnesFirst() throws Exception {
        topic.write(Examples.ended("e-" + device, device));
        topic.write(Examples.open("o-" + device, device));
        await().until(() -> server.store().anomaly("o-" + device).isPresent());
        try (LiveClient client = client()) {
            client.say(subscription(""));

            JsonNode anomalies = client.await("snapshot").get("anomalies");

            assertThat(anomalies.findValuesAsText("id")).containsExactly("o-" + device, "e-" + device);
        }
    }

    @Test
    void severityNamed_othersNotReceived() throws Exception {
        topic.write(Examples.open("o-" + device, device));
        await().until(() -> server.store().anomaly("o-" + device).isPresent());
        try (LiveClient client = client()) {
            client.say(subscription(",\"severities\":[\"WARNING\"]"));

            assertThat(client.await("snapshot").get("anomalies")).isEmpty();
        }
    }

    @Test
    void connectAgain_freshSnapshot() throws Exception {
        send("a", 1);
        try (LiveClient client = client()) {
            client.say(subscription(""));
            client.await(
                    "snapshot",
                    m -> !m.get("series").isEmpty()
                            || !client.received("scores").isEmpty());
        }
        send("a", 2);
        await().until(() -> server.store().latest(device).stream()
                .anyMatch(latest -> latest.sample().value() == 2));

        try (LiveClient client = client()) {
            client.say(subscription(""));

            assertThat(values(List.of(client.await("snapshot")), "a")).containsExactly(2.0);
        }
    }

    @Test
    void silence_heartbeats() throws Exception {
        try (LiveClient client = client()) {
            assertThat(client.await("heartbeat").get("serverMillis").asLong()).isPositive();
        }
    }

    @Test
    void ping_pong() throws Exception {
        try (LiveClient client = client()) {
            client.say("{\"type\":\"ping\"}");
            client.ping();

            assertThat(client.await("pong").get("serverMillis").asLong()).isPositive();
            await().until(client::ponged);
        }
    }

    @Test
    void fragments_oneMessage() throws Exception {
        try (LiveClient client = client()) {
            client.say("{\"type\":", "\"ping\"}");

            assertThat(client.await("pong")).isNotNull();
        }
    }

    @Test
    void nonsense_errorThenTheDoor() throws Exception {
        try (LiveClient client = client()) {
            client.say("nonsense");
            assertThat(client.await("error").get("code").asText()).isEqualTo("MALFORMED");
            assertThat(client.closeCode()).isZero();

            for (int i = 0; i < 9; i++) {
                client.say("{\"type\":\"dance\"}");
            }

            await().until(() -> client.closeCode() == 1008);
        }
    }

    @Test
    void hugeMessage_closed() throws Exception {
        try (LiveClient client = client()) {
            client.say("x".repeat(100_000));

            await().until(() -> client.closeCode() == 1009);
        }
    }

    @Test
    void pageOfAnotherOrigin_refused() {
        assertThatThrownBy(() -> new LiveClient(address, "https://evil.example").close())
                .hasStackTraceContaining("403");
    }

    @Test
    void pageOfAnotherPort_refused() {
        assertThatThrownBy(() -> new LiveClient(address, "http://127.0.0.1:1").close())
                .hasStackTraceContaining("403");
    }

    @Test
    void pageOfThisOrigin_admitted() throws Exception {
        try (LiveClient client = new LiveClient(address, address.toString())) {
            assertThat(client.await("hello")).isNotNull();
        }
    }

    @Test
    void clientThatDoesNotRead_coalescedAndOthersNotHeldUp() throws Exception {
        try (Socket slow = new Socket();
                LiveClient quick = client()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            handshake(slow);
            say(slow, subscription(",\"throttleMillis\":0,\"anomalies\":false"));
            quick.say(subscription(",\"throttleMillis\":0"));
            quick.await("snapshot");
            double last = flood();

            quick.await("scores", m -> values(List.of(m), "m0").contains(last));
            await().until(() -> coalesced() > 0);

            assertThat(values(quick.received("scores"), "m0")).contains(last).isSorted();
        }
    }

    @Test
    void clientThatNeverReads_evictedAndItsConnectionAborted() throws Exception {
        await().until(() -> clients() == 0); // clients of other tests have left
        try (Socket mute = new Socket()) {
            mute.setReceiveBufferSize(4_096);
            mute.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            handshake(mute);
            say(mute, subscription(""));
            await().until(() -> clients() == 1);

            for (int i = 0; i < 4_000; i++) { // more than the socket's buffers and the outbox hold
                topic.write(longAnomaly("mute-" + i));
            }

            await().until(() -> clients() == 0);
        }
    }

    @Test
    void manyConnectionsOfOneAddress_leaveRoomForOthers() throws Exception {
        await().until(() -> clients() == 0); // clients of other tests have left
        List<Socket> greedy = new ArrayList<>();
        try (Socket honest = new Socket()) {
            for (int i = 0; i < 130; i++) {
                greedy.add(connected(new Socket(), "127.0.0.2"));
            }
            await().until(() -> clients() == 128);

            connected(honest, "127.0.0.3");

            await().until(() -> clients() == 129);
        } finally {
            for (Socket socket : greedy) {
                socket.close();
            }
        }
    }

    private static Socket connected(Socket socket, String from) throws Exception {
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        handshake(socket);
        return socket;
    }

    private static double clients() {
        return server.meters().get("radar.live.clients").gauge().value();
    }

    private Anomaly longAnomaly(String id) {
        Anomaly open = Examples.open(id, device);
        return new Anomaly(
                id,
                1,
                device,
                open.metric(),
                open.state(),
                open.severity(),
                open.kind(),
                open.startMillis(),
                null,
                open.peak(),
                1,
                "x".repeat(4_000),
                open.source(),
                open.appendTimeMillis(),
                7,
                open.attributes(),
                List.of());
    }

    /** Sends more than the slow client's buffers can hold; answers the last value. */
    private double flood() {
        int frames = 1_200;
        for (int i = 0; i < frames; i++) {
            topic.write(Examples.scores(device, i, METRICS));
        }
        return frames - 1;
    }

    private static double coalesced() {
        return server.meters().get("radar.live.coalesced").functionCounter().count();
    }

    private static void handshake(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(("GET /ws/live HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    /** One masked text frame below 126 bytes, with a mask of zeros. */
    private static void say(Socket socket, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        assertThat(payload).hasSizeLessThan(126);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }
}
