package io.anomalyradar.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.bus.control.ConfigSeed;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigServiceTest {
    private static final String CONFIG = "/api/v1/config";

    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        ConfigSeed.merge(broker.config(), ConfigDocument.releaseDefaults(), Clock.systemUTC());
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void change_makesAVersionThatIsListedComparedAndRolledBack() {
        int base = newest();

        Answer changed = put(threshold(base, "9"));

        assertThat(changed.status()).isEqualTo(201);
        assertThat(changed.json().get("changes")).singleElement().satisfies(change -> assertThat(change.toString())
                .contains("\"key\":\"detector.predictive.least-score\"")
                .contains("\"after\":\"9.0\""));
        assertThat(newest()).isEqualTo(base + 1);
        JsonNode detail = http.get(CONFIG + "/versions/" + (base + 1)).json();
        assertThat(detail.get("positions")).hasSize(2);
        assertThat(detail.get("effectiveFromMillis").asLong()).isPositive();
        assertThat(http.get(CONFIG + "/diff?from=" + base + "&to=" + (base + 1))
                        .json()
                        .get("changes"))
                .hasSize(1);

        Answer rolledBack = http.post(CONFIG + "/rollback?to=" + base, "", new byte[0]);

        assertThat(rolledBack.status()).isEqualTo(201);
        assertThat(http.get(CONFIG + "/diff?from=" + base + "&to=" + (base + 2))
                        .json()
                        .get("changes"))
                .isEmpty();
    }

    @Test
    void changeFromAnOldVersion_isRefused() {
        int base = newest();
        assertThat(put(threshold(base, "8")).status()).isEqualTo(201);

        Answer stale = put(threshold(base, "7"));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.json().get("code").asText()).isEqualTo("CONFLICT");
    }

    @Test
    void dryRun_writesNothing() {
        int base = newest();

        Answer answer = send("PUT", CONFIG + "?dryRun=true", threshold(base, "11"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("changes")).isNotEmpty();
        assertThat(newest()).isEqualTo(base);
    }

    @Test
    void documentThatCannotBeUsed_isRefusedWithItsPlace() {
        Answer answer = put("{\"defaults\": {\n  \"detector.windw\": 5}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo("INVALID_DOCUMENT");
        assertThat(answer.json().get("detail").asText())
                .contains("line 2, column 3: detector.windw is not a setting; detector.window is the nearest");
    }

    @Test
    void garbageInTheTopic_isSkippedAndCounted() throws Exception {
        double before = server.meters().get("radar.control.rejected").counter().count();
        int base = newest();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            String topic = broker.config().topics().config();
            for (String garbage : List.of("nonsense", "{\"version\": 1}", "{\"version\": 2000000000}")) {
                producer.send(new ProducerRecord<>(topic, garbage.getBytes(UTF_8)))
                        .get();
            }
        }

        Answer changed = put(threshold(base, "6"));

        assertThat(changed.status()).isEqualTo(201);
        assertThat(newest()).isEqualTo(base + 1);
        assertThat(server.meters().get("radar.control.rejected").counter().count())
                .isEqualTo(before + 3);
    }

    /** Two servers have read the same newest version and both write the next one. */
    @Test
    void ofServersThatChangeAtOnce_exactlyOneWins() throws Exception {
        int servers = 4;
        List<Control> controls = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            controls.add(new Control(broker.config(), new SimpleMeterRegistry()));
        }
        ConfigDocument newest = Objects.requireNonNull(
                        controls.get(0).state().config().newest())
                .document();
        ExecutorService threads = Executors.newFixedThreadPool(servers);
        try {
            List<Callable<Object>> changes = new ArrayList<>();
            for (int i = 0; i < servers; i++) {
                Control control = controls.get(i);
                control.state();
                ConfigDocument next = newest.asVersion(newest.version() + 1, 0, "server " + i, "at once");
                changes.add(() -> outcome(control, next));
            }

            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> outcome : threads.invokeAll(changes)) {
                outcomes.add(outcome.get());
            }

            assertThat(outcomes).filteredOn(ConfigVersion.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(ProblemCode.CONFLICT::equals).hasSize(servers - 1);
        } finally {
            threads.shutdown();
            controls.forEach(Control::close);
        }
    }

    private static Object outcome(Control control, ConfigDocument next) {
        try {
            return control.publish(next);
        } catch (ProblemException refused) {
            return refused.problem().code();
        }
    }

    @Test
    void restartWithAnotherRadarYaml_changesOnlyTheKeysThatDiffer() throws Exception {
        int base = newest();
        put("{\"version\": " + base + ", \"defaults\": {\"detector.predictive.least-score\": 5}, \"overrides\":"
                + " [{\"selector\": {\"metric\": \"m\"}, \"settings\": {\"detector.predictive.least-score\": 4}}]}");
        SortedMap<String, Object> yaml = new TreeMap<>(ConfigDocument.releaseDefaults());
        yaml.put("detector.warm-up", 77);

        int merged = ConfigSeed.merge(broker.config(), yaml, Clock.systemUTC());
        int again = ConfigSeed.merge(broker.config(), yaml, Clock.systemUTC());

        assertThat(again).isEqualTo(merged);
        JsonNode document = http.get(CONFIG + "/versions/" + merged).json().get("document");
        assertThat(document.get("defaults").get("detector.warm-up").asInt()).isEqualTo(77);
        assertThat(document.get("defaults")
                        .get("detector.predictive.least-score")
                        .asDouble())
                .isEqualTo(5);
        assertThat(document.get("overrides")).hasSize(1);
    }

    private static int newest() {
        return http.get(CONFIG).json().get("version").asInt();
    }

    private static String threshold(int base, String value) {
        return "{\"version\": " + base + ", \"defaults\": {\"detector.predictive.least-score\": " + value + "}}";
    }

    private static Answer put(String document) {
        return send("PUT", CONFIG, document);
    }

    private static Answer send(String method, String path, String document) {
        return http.send(http.request(path)
                .header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(document)));
    }
}
