package io.anomalyradar.server.devices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.bus.control.ControlFeed;
import io.anomalyradar.bus.control.ControlListener;
import io.anomalyradar.bus.control.ControlWriter;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServiceTest {
    private static final String DEVICES = "/api/v1/registry/devices";

    private static TestBroker broker;
    private static EchoPipeline pipeline;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        pipeline = new EchoPipeline(broker.config());
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        pipeline.close();
        broker.close();
    }

    @Test
    void entry_isSetReadChangedAndListed() {
        Answer first = put("pump-1", "{\"group\": \"hall-1\", \"owner\": \"ana\"}");
        Answer second = put("pump-1", "{\"group\": \"hall-2\", \"displayName\": \"Pump one\"}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("revision").asInt()).isEqualTo(1);
        assertThat(second.json().get("revision").asInt()).isEqualTo(2);
        assertThat(second.json().get("owner").asText()).isEmpty();
        assertThat(second.json().get("earlier").toString()).contains("hall-1");
        assertThat(http.get(DEVICES + "/pump-1").json()).isEqualTo(second.json());
        assertThat(http.get(DEVICES).body()).contains("\"pump-1\"");
    }

    @Test
    void list_isPaged() {
        for (String device : new String[] {"z-1", "z-2", "z-3"}) {
            put(device, "{}");
        }

        Answer page = http.get(DEVICES + "?limit=1&cursor=z-1");

        assertThat(page.json().get("items").get(0).get("device").asText()).isEqualTo("z-2");
        assertThat(page.json().get("next").asText()).isEqualTo("z-2");
        assertThat(http.get(DEVICES + "?limit=1&cursor=z-2").json().get("next").isNull())
                .isTrue();
    }

    @Test
    void changeFromAnOldRevision_isRefused() {
        put("pump-2", "{\"group\": \"hall-1\"}");

        Answer stale = http.send(http.request(DEVICES + "/pump-2")
                .header("If-Match", "\"0\"")
                .PUT(BodyPublishers.ofString("{\"group\": \"hall-9\"}")));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(http.get(DEVICES + "/pump-2").json().get("group").asText()).isEqualTo("hall-1");
    }

    @Test
    void entryThatCannotBeUsed_isRefused() {
        assertThat(put("pump-3", "{\"grup\": \"x\"}").status()).isEqualTo(422);
        assertThat(put("_heart", "{}").status()).isEqualTo(422);
        assertThat(http.get(DEVICES + "/pump-3").status()).isEqualTo(404);
    }

    @Test
    void listOfDevices_saysWhatTheRegistrySays() {
        put("placed", "{\"group\": \"hall-1\", \"owner\": \"ana\", \"displayName\": \"Pump one\"}");
        send("placed", 1);
        send("unknown-to-the-registry", 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.store().device("placed").isPresent()
                        && server.store().device("unknown-to-the-registry").isPresent());

        JsonNode listed =
                http.get("/api/v1/devices?query=placed").json().get("items").get(0);
        JsonNode detail = http.get("/api/v1/devices/placed").json();
        JsonNode other = http.get("/api/v1/devices/unknown-to-the-registry").json();

        assertThat(listed.get("registered").toString())
                .isEqualTo("{\"displayName\":\"Pump one\",\"group\":\"hall-1\",\"owner\":\"ana\"}");
        assertThat(detail.get("registered")).isEqualTo(listed.get("registered"));
        assertThat(other.has("registered")).isFalse();

        http.send(http.request(DEVICES + "/placed").DELETE());
        send("placed", 2);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            send("placed", 2);
            return server.store().device("placed").isPresent();
        });
        assertThat(http.get("/api/v1/devices/placed").json().has("registered")).isFalse();
    }

    @Test
    void deletedDevice_losesItsData_andBeginsANewLife() {
        send("gone", 1);
        send("stays", 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.store().device("gone").isPresent()
                        && server.store().device("stays").isPresent());

        Answer deleted = http.send(http.request(DEVICES + "/gone").DELETE());

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(server.store().device("gone")).isEmpty();
        assertThat(server.store().latest("gone")).isEmpty();
        assertThat(server.store().device("stays")).isPresent();
        assertThat(server.store().devices("gone", PageRequest.first(10)).items())
                .isEmpty();
        assertThat(http.get(DEVICES + "/gone").status()).isEqualTo(404);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            send("gone", 2);
            return server.store().device("gone").isPresent();
        });
        assertThat(server.store().latest("gone").get(0).sample().value()).isEqualTo(2);
    }

    @Test
    void deletedWhileItSends_nothingOlderComesBack() {
        for (int round = 0; round < 5; round++) {
            String device = "busy-" + round;
            for (int i = 0; i < 40; i++) {
                send(device, i);
            }

            Answer deleted = http.send(http.request(DEVICES + "/" + device).DELETE());

            assertThat(deleted.status()).isEqualTo(200);
            send("after-" + round, 1);
            awaitStored("after-" + round);
            assertThat(server.store().device(device)).isEmpty();
        }
    }

    @Test
    void deletionWhoseServerStoppedBeforeItRemovedTheData_isFinishedByAnother() throws Exception {
        send("left", 1);
        awaitStored("left");
        try (ControlFeed feed = ControlFeed.start(broker.config(), "other", new Unheard());
                ControlWriter other = new ControlWriter(broker.config(), feed)) {
            other.publish(DeviceEntry.named("left").asDeleted());
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.store().device("left").isEmpty());
    }

    private static void awaitStored(String device) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.store().device(device).isPresent());
    }

    private static void send(String device, int value) {
        Answer answer = http.telemetry("{\"device\":\"" + device + "\",\"metrics\":{\"m\":" + value + "}}");
        assertThat(answer.status()).isEqualTo(202);
    }

    private static Answer put(String device, String entry) {
        return http.send(http.request(DEVICES + "/" + device).PUT(BodyPublishers.ofString(entry)));
    }

    private static final class Unheard implements ControlListener {
        @Override
        public void accepted(ConfigVersion version) {}

        @Override
        public void rejected(String topic, long offset, String reason) {}

        @Override
        public void failed(Exception cause) {}
    }
}
