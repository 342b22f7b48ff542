package io.anomalyradar.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.spec.v1.AttributeValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
    private final EventDecoder decoder = new EventDecoder();

    private DecodedEvent json(String text) {
        return decoder.decode(text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private Event accepted(String text) {
        DecodedEvent decoded = json(text);
        assertThat(decoded.refusal()).isNull();
        Event event = decoded.event();
        assertThat(event).isNotNull();
        return event;
    }

    private static SortedMap<String, Object> attributes(Object... namesAndValues) {
        SortedMap<String, Object> attributes = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    @Test
    void ownForm_isReadAsItIs() {
        Event event = accepted(
                """
                {"type":"purchase","key":"alice","time":"2024-11-22T00:00:00Z","id":"p-1","unknown":{"a":[1]},
                 "attributes":{"amount":12.5,"new":true,"country":"DE","nothing":null,
                               "address":{"city":"Köln","geo":{"lat":50.9}},"items":["a",2]}}""");

        assertThat(event)
                .isEqualTo(new Event(
                        "purchase",
                        "alice",
                        1_732_233_600_000L,
                        "p-1",
                        attributes(
                                "amount",
                                12.5,
                                "new",
                                true,
                                "country",
                                "DE",
                                "address.city",
                                "Köln",
                                "address.geo.lat",
                                50.9,
                                "items",
                                "[\"a\",2]")));
    }

    @Test
    void cloudEvent_isReadInStructuredMode_withTheSubjectAsKey() {
        String text =
                """
                {"specversion":"1.0","type":"com.shop.order","source":"/shop","subject":"order-7","id":"A-1",
                 "time":"2024-11-22T00:00:00Z","datacontenttype":"application/json","traceid":"t",
                 "data":{"amount":3,"source":"own"}}""";

        Event event = accepted(text);

        assertThat(event)
                .isEqualTo(new Event(
                        "com.shop.order",
                        "order-7",
                        1_732_233_600_000L,
                        "A-1",
                        attributes("amount", 3.0, "source", "own", "traceid", "t")));
        assertThat(decoder.decode(text.getBytes(StandardCharsets.UTF_8), Topics.CLOUD_EVENT, null)
                        .event())
                .isEqualTo(event);
        assertThat(accepted(text.replace("\"subject\":\"order-7\",", "")).key()).isEqualTo("/shop");
    }

    @Test
    void idOfTheHeader_winsOverTheField() {
        byte[] text = "{\"type\":\"t\",\"key\":\"k\",\"id\":\"field\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(text, null, "header").event())
                .extracting(Event::id)
                .isEqualTo("header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING_TYPE",
                "{'type':'t'} | MISSING_KEY",
                "{'type':'t','key':''} | MISSING_KEY",
                "{'type':'t','key':'_own'} | INVALID_NAME",
                "{'type':'t\\u0007','key':'k'} | INVALID_NAME",
                "{'type':'t','key':'a/../b'} | INVALID_NAME",
                "{'type':'t','key':'k','time':1732233600} | INVALID_TIMESTAMP",
                "{'type':'t','key':'k','time':'yesterday'} | INVALID_TIMESTAMP",
                "{'type':'t','key':'k','time':-1} | INVALID_TIMESTAMP",
                "{'type':'t','key':'k','time':99999999999999999999} | INVALID_TIMESTAMP",
                "{'type':'t','key':'k','attributes':{'a':1e999}} | INVALID_ATTRIBUTES",
                "{'type':'t','key':'k','attributes':{'a':1,'a':2}} | INVALID_ATTRIBUTES",
                "{'type':'t','key':'k','key':'j'} | MALFORMED",
                "{'type':'t','key':'k'}{} | MALFORMED",
                "{'type':'t','key':'k' | MALFORMED",
                "[] | MALFORMED",
                "{'type':'t','key':'k','attributes':[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]} | MALFORMED"
            })
    void invalidEvent_isRefusedWithItsCode(String text, RefusalCode code) {
        DecodedEvent decoded = json(text.replace('\'', '"'));

        assertThat(decoded.event()).isNull();
        assertThat(decoded.refusal()).isNotNull().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.message()).isNotBlank();
        });
    }

    @Test
    void tooMuch_isRefused() {
        String many = IntStream.range(0, 65).mapToObj(i -> "\"a" + i + "\":1").collect(Collectors.joining(","));
        String event = "{\"type\":\"t\",\"key\":\"k\",\"attributes\":{%s}}";

        assertRefused(event.formatted(many), RefusalCode.INVALID_ATTRIBUTES);
        assertRefused(event.formatted("\"a\":\"" + "x".repeat(1_025) + "\""), RefusalCode.INVALID_ATTRIBUTES);
        assertRefused(event.formatted("\"a\":\"" + "x".repeat(70_000) + "\""), RefusalCode.TOO_LARGE);
        assertRefused("{\"type\":\"t\",\"key\":\"" + "k".repeat(129) + "\"}", RefusalCode.INVALID_NAME);
    }

    private void assertRefused(String text, RefusalCode code) {
        assertThat(json(text).refusal())
                .isNotNull()
                .extracting(refusal -> refusal.code())
                .isEqualTo(code);
    }

    @Test
    void timeAheadOfTheAppendTime_isRefused_andAbsentTimeIsTheAppendTime() {
        byte[] text = "{\"type\":\"t\",\"key\":\"k\"}".getBytes(StandardCharsets.UTF_8);
        byte[] future = "{\"type\":\"t\",\"key\":\"k\",\"time\":4102444800000}".getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(text, null, null, 1_000, 10).event())
                .extracting(Event::timestampMillis)
                .isEqualTo(1_000L);
        assertThat(decoder.decode(future, null, null, 1_000, 10).refusal())
                .isNotNull()
                .extracting(refusal -> refusal.code())
                .isEqualTo(RefusalCode.CLOCK_SKEW);
    }

    @Test
    void event_isReadAlikeByProtocAndByTheCodec() throws IOException {
        Event event = new Event(
                "login", "alice", 5, null, attributes("zero", 0.0, "no", false, "empty", "", "yes", true, "pi", 3.14));

        byte[] bytes = new EventProtobuf().encode(event);
        io.anomalyradar.spec.v1.Event read = io.anomalyradar.spec.v1.Event.parseFrom(bytes);

        assertThat(decoder.decode(bytes, Topics.PROTOBUF, null).event()).isEqualTo(event);
        assertThat(decoder.decode(read.toByteArray(), Topics.PROTOBUF, null).event())
                .isEqualTo(event);
        assertThat(read.getAttributesMap())
                .containsEntry("zero", AttributeValue.newBuilder().setNumber(0).build())
                .containsEntry("no", AttributeValue.newBuilder().setFlag(false).build())
                .containsEntry("empty", AttributeValue.newBuilder().setText("").build());
    }

    @Property(tries = 500)
    void anyBytes_areAValue_neverAnException(@ForAll byte[] bytes) {
        for (@Nullable String form : new @Nullable String[] {null, Topics.PROTOBUF, "text/plain"}) {
            DecodedEvent decoded = decoder.decode(bytes, form, null);
            assertThat(decoded.event() == null).isEqualTo(decoded.refusal() != null);
        }
    }

    @Test
    void recordedEvent_survivesItsJson_andHasTheIdOfItsRepeat() throws IOException {
        Event event =
                new Event("t", "k", 7, "mine", new TreeMap<>(Map.of("n", 1e300, "i", 42.0, "b", false, "s", "x")));
        RecordedEvent first = RecordedEvent.of(event, new SourcePosition("topic", 0, 1, 10), 100);
        RecordedEvent repeat = RecordedEvent.of(event, new SourcePosition("topic", 0, 1, 11), 101);
        RecordedEvent other = RecordedEvent.of(event.withId(null), new SourcePosition("topic", 0, 1, 12), 101);

        assertThat(RecordedEventJson.decode(RecordedEventJson.encode(first))).isEqualTo(first);
        assertThat(repeat.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
    }
}
