package io.anomalyradar.bus.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the real codecs: the pipeline's own decoder decides what is refused. */
final class RedelivererTest {
    private static final long NOW = Instant.parse("2026-02-01T12:00:00Z").toEpochMilli();
    private static final long APPENDED = NOW - 3_600_000;
    private static final SourcePosition SOURCE = new SourcePosition("CqJ80JDqSs-gW8JYqqFjMQ", 3, 4, 42);
    private static final String OWN_ID = "dl:CqJ80JDqSs-gW8JYqqFjMQ/3/4/42";

    private final Redeliverer redeliverer = new Redeliverer(
            TopicNames.DEFAULT, Duration.ofMinutes(5), Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void recordRefusedAsAWhole_goesAsItCame_underAnIdOfItsPosition() throws IOException {
        String json = "{\"device\":\"a\",\"ts\":" + NOW + ",\"value\":1}";
        DeadLetter letter = letter(json, List.of(whole(RefusalCode.CLOCK_SKEW)), header("trace", "77"));

        ProducerRecord<byte[], byte[]> sent = sendable(letter).telemetry();

        assertThat(sent.topic()).isEqualTo(TopicNames.DEFAULT.telemetry());
        assertThat(sent.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(new String(sent.value(), UTF_8)).isEqualTo(json);
        assertThat(text(sent, "trace")).isEqualTo("77");
        assertThat(text(sent, Topics.FRAME_ID)).isEqualTo(OWN_ID);
        assertThat(sent.headers().toArray()).hasSize(2);
    }

    @Test
    void event_goesAsItCameToItsTopic_orIsHopeless() throws IOException {
        String json = "{\"type\":\"login\",\"key\":\"a\",\"time\":" + NOW + "}";

        ProducerRecord<byte[], byte[]> sent = sendable(eventLetter(json)).telemetry();

        assertThat(sent.topic()).isEqualTo(TopicNames.DEFAULT.events());
        assertThat(new String(sent.value(), UTF_8)).isEqualTo(json);
        assertThat(text(sent, Topics.FRAME_ID)).isEqualTo(OWN_ID);
        assertThat(redeliverer.of(eventLetter("{}"))).isInstanceOf(Redelivery.Hopeless.class);
    }

    private static DeadLetter eventLetter(String json) {
        return new DeadLetter(
                SOURCE,
                TopicNames.DEFAULT.events(),
                APPENDED,
                "",
                List.of(whole(RefusalCode.CLOCK_SKEW)),
                null,
                json.getBytes(UTF_8),
                List.of());
    }

    @Test
    void recordRefusedAsAWhole_keepsTheIdItCameWith() throws IOException {
        String json = "{\"device\":\"a\",\"ts\":" + NOW + ",\"value\":1,\"id\":\"in the body\"}";
        DeadLetter byBody = letter(json, List.of(whole(RefusalCode.CLOCK_SKEW)));
        DeadLetter byHeader =
                letter(json, List.of(whole(RefusalCode.CLOCK_SKEW)), header(Topics.FRAME_ID, "in the header"));

        assertThat(text(sendable(byBody).telemetry(), Topics.FRAME_ID)).isEqualTo("in the body");
        assertThat(text(sendable(byHeader).telemetry(), Topics.FRAME_ID)).isEqualTo("in the header");
        assertThat(sendable(byHeader).telemetry().headers().toArray()).hasSize(1);
    }

    @Test
    void ofARecordWithSamplesRefused_onlyThoseGo() throws IOException {
        String json =
                "{\"device\":\"a\",\"ts\":5,\"metrics\":{\"x\":1,\"y\":2,\"z\":3},\"attributes\":{\"site\":\"n\"},"
                        + "\"metadata\":{\"unit\":\"C\"},\"id\":\"taken\"}";
        DeadLetter letter = letter(
                json, List.of(sample("z", RefusalCode.TOO_MANY_SERIES), sample("x", RefusalCode.TOO_MANY_SERIES)));

        Redelivery.Sendable redelivery = sendable(letter);

        Frame frame = decoded(redelivery.telemetry());
        assertThat(redelivery.samples()).isEqualTo(2);
        assertThat(frame.device()).isEqualTo("a");
        assertThat(frame.timestampMillis()).isEqualTo(5);
        assertThat(frame.size()).isEqualTo(2);
        assertThat(frame.metric(0)).isEqualTo("x");
        assertThat(frame.value(1)).isEqualTo(3);
        assertThat(frame.attributes().site()).isEqualTo("n");
        assertThat(frame.metadata()).containsEntry("unit", "C");
        assertThat(frame.id()).isEqualTo(OWN_ID);
        assertThat(text(redelivery.telemetry(), Topics.CONTENT_TYPE)).isEqualTo(Topics.PROTOBUF);
    }

    @Test
    void recordWithoutTime_keepsTheTimeOfItsFirstArrival() throws IOException {
        String json = "{\"device\":\"a\",\"metrics\":{\"x\":1,\"y\":2}}";
        DeadLetter samples = letter(json, List.of(sample("y", RefusalCode.TOO_MANY_SERIES)));
        DeadLetter record = letter(json, List.of(whole(RefusalCode.TOO_LARGE)));

        assertThat(decoded(sendable(samples).telemetry()).timestampMillis()).isEqualTo(APPENDED);
        assertThat(decoded(sendable(record).telemetry()).timestampMillis()).isEqualTo(APPENDED);
        assertThat(decoded(sendable(record).telemetry()).size()).isEqualTo(2);
    }

    @Test
    void whatTheDecoderStillRefuses_isNotSent() throws IOException {
        DeadLetter malformed = letter("not json", List.of(whole(RefusalCode.MALFORMED)));
        DeadLetter text = letter(
                "{\"device\":\"a\",\"ts\":5,\"metrics\":{\"x\":\"hot\",\"y\":2}}",
                List.of(sample("x", RefusalCode.NOT_A_NUMBER)));
        DeadLetter empty = letter(null, List.of(whole(RefusalCode.MALFORMED)));

        assertThat(hopeless(malformed).stillRefused()).extracting(Refusal::code).containsExactly(RefusalCode.MALFORMED);
        assertThat(hopeless(text).stillRefused()).extracting(Refusal::code).containsExactly(RefusalCode.NOT_A_NUMBER);
        assertThat(hopeless(empty).stillRefused()).extracting(Refusal::code).containsExactly(RefusalCode.MALFORMED);
    }

    @Test
    void timeStillInTheFuture_isNotSent_butOnceItIsNear() throws IOException {
        long limit = NOW + Duration.ofMinutes(5).toMillis();
        DeadLetter far = letter(
                "{\"device\":\"a\",\"ts\":" + (limit + 1) + ",\"value\":1}", List.of(whole(RefusalCode.CLOCK_SKEW)));
        DeadLetter near =
                letter("{\"device\":\"a\",\"ts\":" + limit + ",\"value\":1}", List.of(whole(RefusalCode.CLOCK_SKEW)));

        assertThat(hopeless(far).stillRefused()).extracting(Refusal::code).containsExactly(RefusalCode.CLOCK_SKEW);
        assertThat(sendable(near).samples()).isEqualTo(1);
    }

    @Test
    void metricNamedTwice_isNotSentAgain_becauseItsFirstWasTaken() throws IOException {
        DeadLetter letter = letter(
                "{\"device\":\"a\",\"ts\":5,\"metrics\":{\"x\":1,\"x\":2,\"y\":3}}",
                List.of(sample("x", RefusalCode.DUPLICATE_METRIC), sample("y", RefusalCode.TOO_MANY_SERIES)));

        Redelivery.Sendable redelivery = sendable(letter);

        assertThat(redelivery.samples()).isEqualTo(1);
        assertThat(decoded(redelivery.telemetry()).metric(0)).isEqualTo("y");
        assertThat(redelivery.stillRefused()).extracting(Refusal::code).containsExactly(RefusalCode.DUPLICATE_METRIC);
    }

    @Test
    void recordWithoutKey_isKeyedByItsDevice_whenItsSamplesGo() throws IOException {
        DeadLetter letter = new DeadLetter(
                SOURCE,
                TopicNames.DEFAULT.telemetry(),
                APPENDED,
                "a",
                List.of(sample("x", RefusalCode.TOO_MANY_SERIES)),
                null,
                "{\"device\":\"a\",\"ts\":5,\"metrics\":{\"x\":1}}".getBytes(UTF_8),
                List.of());

        assertThat(sendable(letter).telemetry().key()).isEqualTo("a".getBytes(UTF_8));
    }

    private Redelivery.Sendable sendable(DeadLetter letter) throws IOException {
        Redelivery redelivery = redeliverer.of(asStored(letter));
        assertThat(redelivery).isInstanceOf(Redelivery.Sendable.class);
        return (Redelivery.Sendable) redelivery;
    }

    private Redelivery.Hopeless hopeless(DeadLetter letter) throws IOException {
        Redelivery redelivery = redeliverer.of(asStored(letter));
        assertThat(redelivery).isInstanceOf(Redelivery.Hopeless.class);
        return (Redelivery.Hopeless) redelivery;
    }

    private static DeadLetter asStored(DeadLetter letter) throws IOException {
        DeadLetterProtobuf protobuf = new DeadLetterProtobuf();
        return protobuf.decode(protobuf.encode(letter));
    }

    private static Frame decoded(ProducerRecord<byte[], byte[]> telemetry) {
        Decoded decoded = new TelemetryDecoder()
                .decode(telemetry.value(), text(telemetry, Topics.CONTENT_TYPE), text(telemetry, Topics.FRAME_ID));
        assertThat(decoded.refusals()).isEmpty();
        return Objects.requireNonNull(decoded.frame());
    }

    private static @Nullable String text(ProducerRecord<byte[], byte[]> telemetry, String name) {
        Headers headers = telemetry.headers();
        return headers.lastHeader(name) == null
                ? null
                : new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static DeadLetter letter(@Nullable String json, List<Refusal> refusals, Header... headers) {
        return new DeadLetter(
                SOURCE,
                TopicNames.DEFAULT.telemetry(),
                APPENDED,
                "a",
                refusals,
                "key".getBytes(UTF_8),
                json == null ? null : json.getBytes(UTF_8),
                List.of(headers));
    }

    private static Header header(String name, String text) {
        return new Header(name, text.getBytes(UTF_8));
    }

    private static Refusal whole(RefusalCode code) {
        return Refusal.record(code, "for the test");
    }

    private static Refusal sample(String metric, RefusalCode code) {
        return new Refusal(metric, code, "for the test");
    }
}
