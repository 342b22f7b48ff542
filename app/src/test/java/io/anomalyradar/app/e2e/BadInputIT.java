package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.app.e2e.DeadLetterTopic.Place;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind, at both doors: it is reported with its reason, and does not affect other input. */
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MONDAY = 1_732_233_600_000L;

    private static RadarProcess radar;
    private static RadarApi api;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start(@TempDir Path home) {
        radar = RadarProcess.in(home).with("host.telemetry.enabled", "false");
        radar.start();
        radar.awaitReady();
        api = new RadarApi(radar.address());
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", radar.bootstrapServers(),
                        "max.request.size", "10000000",
                        "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        radar.close();
    }

    static List<BadFrame> badFrames() {
        return BadFrame.all();
    }

    static List<BadRequest> badRequests() throws IOException {
        return BadRequest.all();
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void badFrameOverHttp_isAnsweredWithItsReason(BadFrame bad) {
        var request = api.telemetry()
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(bad.json()))
                .build();

        var answer = api.send(request);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(bad.status());
        assertThat(reasons(answer.body())).contains(bad.code().name());
        assertThat(answer.body().path("detail").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void badRequest_isAnsweredWithItsProblem(BadRequest bad) {
        var request = api.telemetry()
                .headers(bad.headers().toArray(String[]::new))
                .POST(BodyPublishers.ofByteArray(bad.body()))
                .build();

        var answer = api.send(request);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(bad.status());
        assertThat(answer.body().path("code").asText()).isEqualTo(bad.code());
        assertThat(answer.body().path("detail").asText()).isNotBlank();
    }

    @Test
    void reservedNameOverHttp_isRefused() {
        var answer = api.post("{\"device\":\"_heartbeat\",\"value\":1}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(reasons(answer.body())).containsExactly("INVALID_NAME");
    }

    @Test
    void goodAmongBadOverHttp_isAcceptedAndStored() {
        String frames = "[{\"device\":\"among\",\"ts\":" + MONDAY + ",\"metrics\":{\"good\":1,\"bad\":NaN}},7,"
                + "{\"device\":\"among\",\"ts\":\"never\",\"value\":1}]";

        var answer = api.post(frames);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.body().path("rejected").asInt()).isEqualTo(2);
        assertThat(reasons(answer.body())).containsExactly("NON_FINITE", "MALFORMED", "INVALID_TIMESTAMP");
        awaitStored("among", "good", 1);
        assertThat(api.samples("among", "bad")).isEmpty();
    }

    @Test
    void badRecordsOnTheTopic_areDeadLettersWithTheirReasonPlaceAndBytes() throws Exception {
        Map<BadRecord, Place> sent = new LinkedHashMap<>();
        for (BadRecord bad : BadRecord.all()) {
            RecordMetadata written = producer.send(bad.telemetry()).get();
            sent.put(bad, new Place(written.partition(), written.offset()));
        }

        try (DeadLetterTopic topic = new DeadLetterTopic(radar.bootstrapServers())) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(topic.letters())
                    .containsKeys(sent.values().toArray(Place[]::new)));
            for (BadRecord bad : sent.keySet()) {
                DeadLetter letter = topic.letters().get(sent.get(bad));
                assertThat(letter).as(bad.what()).isNotNull();
                assertThat(letter.refusals())
                        .as(bad.what())
                        .extracting(Refusal::code)
                        .containsExactly(bad.code());
                assertThat(letter.topic()).isEqualTo(TopicNames.DEFAULT.telemetry());
                assertThat(letter.key()).isEqualTo(bad.what().getBytes(UTF_8));
                assertThat(letter.value()).as(bad.what()).isEqualTo(asKept(bad));
                assertThat(letter.headers()).hasSize(bad.headers().size());
            }
        }
        awaitStored("half", "a", 1);
        assertThat(api.samples("half", "b")).isEmpty();
        assertThat(api.samples("twice", "a"))
                .extracting(sample -> sample.path("avg").asDouble())
                .containsExactly(1.0);
        assertThat(api.device("bad").status()).isEqualTo(404);
        JsonNode listed = radar.json("deadletters", "list", "--limit", "1000");
        assertThat(listed.path("found").asInt()).isGreaterThanOrEqualTo(sent.size());
        assertThat(listed.path("items"))
                .allSatisfy(item -> assertThat(item.path("refusals")).isNotEmpty());
    }

    @Test
    void tenMegabytesOnTheTopic_areRefusedByTheBroker() {
        ProducerRecord<byte[], byte[]> huge = new ProducerRecord<>(TopicNames.DEFAULT.telemetry(), new byte[9_900_000]);

        assertThatThrownBy(() -> producer.send(huge).get()).hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void earlierTime_isStoredAsLateAndEqualTimeAsUsual() {
        for (long ts : new long[] {MONDAY, MONDAY, MONDAY - 1, MONDAY + 1}) {
            assertThat(api.post("{\"device\":\"backward\",\"ts\":" + ts + ",\"value\":" + ts % 10 + "}")
                            .status())
                    .isEqualTo(202);
        }

        awaitStored("backward", "value", 4);

        assertThat(api.samples("backward", "value"))
                .extracting(sample -> sample.path("status").asText())
                .containsExactly("LATE", "WARM_UP", "WARM_UP", "WARM_UP");
        JsonNode metric = api.device("backward").body().path("metrics").path(0);
        assertThat(metric.path("lateSamples").asInt()).isEqualTo(1);
    }

    @Test
    void year1970_isAccepted() {
        var answer = api.post("{\"device\":\"epoch\",\"ts\":0,\"value\":1}");

        assertThat(answer.status()).isEqualTo(202);
        awaitStored("epoch", "value", 1);
        assertThat(api.samples("epoch", "value").get(0).path("timestampMillis").asLong())
                .isZero();
    }

    @Test
    void sameFrameIdAgain_countsOnce() throws Exception {
        String first = "{\"device\":\"again\",\"ts\":" + MONDAY + ",\"value\":1,\"id\":\"f-1\"}";
        String second = "{\"device\":\"again\",\"ts\":" + (MONDAY + 1) + ",\"value\":2,\"id\":\"f-2\"}";
        ProducerRecord<byte[], byte[]> third = new ProducerRecord<>(
                TopicNames.DEFAULT.telemetry(),
                "again".getBytes(UTF_8),
                "{\"device\":\"again\",\"value\":3}".getBytes(UTF_8));
        third.headers().add(Topics.FRAME_ID, "f-3".getBytes(UTF_8));

        List.of(first, first, first).forEach(api::post);
        producer.send(third).get();
        producer.send(third).get();
        List.of(first, second).forEach(api::post);
        awaitStored("again", "value", 3);

        api.post("{\"device\":\"again\",\"value\":4}");
        awaitStored("again", "value", 4);
    }

    private static List<String> reasons(JsonNode body) {
        return body.path("rejections").isEmpty()
                ? List.of(body.path("code").asText())
                : body.findValuesAsText("code").stream()
                        .filter(code -> !code.equals("ALL_REJECTED"))
                        .toList();
    }

    /** The part of a record that a dead letter keeps: all of it, up to the bound of an acceptable record. */
    private static byte @Nullable [] asKept(BadRecord bad) {
        byte[] value = bad.value();
        return value == null || value.length <= FrameLimits.MAX_RECORD_BYTES
                ? value
                : Arrays.copyOf(value, FrameLimits.MAX_RECORD_BYTES);
    }

    private static void awaitStored(String device, String metric, int samples) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.samples(device, metric)).hasSize(samples));
    }
}
