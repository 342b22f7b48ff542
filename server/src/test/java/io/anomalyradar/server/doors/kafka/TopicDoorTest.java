package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own client writes text into topics that are not ours. */
@SuppressWarnings("FutureReturnValueIgnored") // what is sent is flushed
class TopicDoorTest {
    private static TestBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void nestedReadings_becomeFrames_andBadOnesDeadLetters(@TempDir Path directory) throws Exception {
        String mapping =
                """
                - topic: plant.readings
                  each: /readings
                  device: /machine/id
                  time: { at: /at, as: iso, zone: Europe/Berlin }
                  metrics: { temperature: /values/0, pressure: /values/1 }
                  attributes: { site: ^/plant }
                - topic: plant.flat
                  time: { at: /ts, as: ms }
                  numbers: /data
                  counters: [energy*]
                """;
        create(broker, "plant.readings", "plant.flat");
        try (KafkaProducer<String, String> producer = producer(Map.of());
                TestServer server = start(directory, mapping)) {
            producer.send(
                    new ProducerRecord<>(
                            "plant.readings",
                            """
                    {"plant": "north", "readings": [
                      {"machine": {"id": "press-1"}, "at": "2024-11-22T01:00:00Z", "values": [20.5, "3.25"]},
                      {"machine": {"id": "press-2"}, "at": "2024-11-22 02:00:00", "values": [21.5, true]},
                      {"machine": {"id": "press-3"}, "at": "2024-10-27T02:30:00", "values": [1, 2]},
                      {"machine": {}, "at": "2024-11-22T01:00:00Z", "values": [1, 2]},
                      {"machine": {"id": "press-4"}, "at": "2024-11-22T01:00:00Z", "values": ["high", 2]}]}"""));
            producer.send(new ProducerRecord<>("plant.readings", "not json"));
            producer.send(
                    new ProducerRecord<>(
                            "plant.flat",
                            "meter-1",
                            """
                    {"ts": 1732237200000, "data": {"energy": {"total": 5}, "phases": [1, 2.5], "name": "x"}}"""));
            producer.send(new ProducerRecord<>(
                    "plant.flat", "_heartbeat-1", """
                    {"ts": 1732237200000, "data": 1}"""));
            producer.flush();

            await(() -> letters("plant.readings").size() >= 2
                    && letters("plant.flat").size() >= 1);
            await(() -> !frames("meter-1").isEmpty());

            Frame first = frames("press-1").get(0);
            assertThat(first.timestampMillis()).isEqualTo(1_732_237_200_000L);
            assertThat(first.attributes()).isEqualTo(new Attributes("north", "", "", ""));
            assertThat(SentFrames.samples(first))
                    .containsOnly(Map.entry("temperature", "20.5 GAUGE"), Map.entry("pressure", "3.25 GAUGE"));
            assertThat(frames("press-2").get(0).timestampMillis()).isEqualTo(1_732_237_200_000L);
            assertThat(SentFrames.samples(frames("press-2").get(0))).containsEntry("pressure", "1.0 GAUGE");
            assertThat(SentFrames.samples(frames("press-4").get(0))).containsOnlyKeys("pressure");
            assertThat(SentFrames.samples(frames("meter-1").get(0)))
                    .containsOnly(
                            Map.entry("energy.total", "5.0 COUNTER"),
                            Map.entry("phases.0", "1.0 GAUGE"),
                            Map.entry("phases.1", "2.5 GAUGE"));
            assertThat(letters("plant.readings"))
                    .anySatisfy(letter -> assertThat(letter.refusals())
                            .extracting(Refusal::message)
                            .anyMatch(message -> message.contains("exists twice"))
                            .anyMatch(message -> message.contains("no device")))
                    .anySatisfy(letter -> assertThat(letter.value()).asString().isEqualTo("not json"));
            assertThat(letters("plant.flat").get(0).refusals().get(0).message()).contains("reserved");
            assertThat(server.http().get("/ready").body())
                    .contains("door kafka plant.readings", "0 records behind", "last error");
        }
    }

    @Test
    void transactionsThatAbort_areNotRead_andIdempotentProducersAreSendersLikeOthers(@TempDir Path directory)
            throws Exception {
        String mapping =
                """
                - topic: plant.transactions
                  metrics: { level: /level }
                """;
        create(broker, "plant.transactions");
        try (TestServer server = start(directory, mapping);
                KafkaProducer<String, String> transactional = producer(Map.of("transactional.id", "plant"));
                KafkaProducer<String, String> idempotent = producer(Map.of("enable.idempotence", true))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>("plant.transactions", "tank", "{\"level\": 1}"));
            transactional.flush();
            transactional.abortTransaction();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>("plant.transactions", "tank", "{\"level\": 2}"));
            transactional.commitTransaction();
            idempotent.send(new ProducerRecord<>("plant.transactions", "tank", "{\"level\": 3}"));
            idempotent.flush();

            await(() -> frames("tank").size() >= 2);

            assertThat(frames("tank")).extracting(frame -> frame.value(0)).containsExactly(2.0, 3.0);
            assertThat(server.http().get("/ready").body()).contains("door kafka plant.transactions");
        }
    }

    @Test
    void aServerThatStartsAgain_goesOnWhereItWas_alsoOnAForeignCluster(@TempDir Path directory) throws Exception {
        try (TestBroker foreign = new TestBroker(directory.resolve("foreign"))) {
            create(foreign, "far");
            Files.writeString(
                    directory.resolve("plant.properties"),
                    "bootstrap.servers=" + foreign.bootstrap() + "\ngroup.id=plant-radar\n");
            String mapping =
                    """
                    - topic: far
                      cluster: plant.properties
                      name: /tag
                      value: /value
                    """;
            try (KafkaProducer<String, String> producer = producer(Map.of("bootstrap.servers", foreign.bootstrap()))) {
                producer.send(new ProducerRecord<>("far", "mill", "{\"tag\": \"speed\", \"value\": 1}"));
                producer.flush();
                try (TestServer first = start(directory, mapping)) {
                    await(() -> frames("mill").size() == 1
                            && first.http().get("/ready").body().contains("far"));
                }
                producer.send(new ProducerRecord<>("far", "mill", "{\"tag\": \"speed\", \"value\": 2}"));
                producer.flush();
                try (TestServer second = start(directory, mapping)) {
                    await(() -> frames("mill").size() >= 2
                            && second.http().get("/ready").body().contains("far"));
                }
            }
            assertThat(frames("mill")).extracting(frame -> frame.value(0)).containsExactly(1.0, 2.0);
            assertThat(Records.all(broker.bootstrap(), TopicNames.DEFAULT.telemetry()).stream()
                            .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals("mill"))
                            .map(record -> new String(
                                    record.headers().lastHeader(Topics.FRAME_ID).value(), UTF_8)))
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith("far/0/"));
        }
    }

    private static void create(TestBroker on, String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", on.bootstrap()))) {
            admin.createTopics(Stream.of(topics)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static TestServer start(Path directory, String mapping) throws Exception {
        Path file = Files.writeString(directory.resolve("topics.yaml"), mapping);
        return TestServer.start(
                broker.config(),
                directory.resolve("server"),
                config -> config.with(DoorsConfig.DEFAULT.withTopics(file)));
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap()));
        all.putAll(settings);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    private static List<Frame> frames(String device) {
        return SentFrames.of(broker, device);
    }

    private static List<DeadLetter> letters(String topic) {
        DeadLetterProtobuf codec = new DeadLetterProtobuf();
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.deadLetters()).stream()
                .map(record -> {
                    try {
                        return codec.decode(record.value());
                    } catch (java.io.IOException damaged) {
                        throw new java.io.UncheckedIOException(damaged);
                    }
                })
                .filter(letter -> letter.topic().equals(topic))
                .toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
    }
}
