package io.anomalyradar.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.result.SideOutputs;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeFunctionTest {
    private static final String TOPIC_ID = "q1w2e3r4t5y6u7i8o9p0aa";
    private static final long NOW = 1_700_000_000_000L;
    private static final long SKEW = 300_000;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OneInputStreamOperatorTestHarness<TelemetryRecord, ArrivedFrame> decode;

    @BeforeEach
    void open() throws Exception {
        decode = ProcessFunctionTestHarnesses.forProcessFunction(
                new DecodeFunction(TopicNames.DEFAULT.telemetry(), TOPIC_ID, Duration.ofMillis(SKEW)));
    }

    @AfterEach
    void close() throws Exception {
        decode.close();
    }

    @Test
    void goodRecord_flowsOnWithPositionAndAppendTime() throws Exception {
        send("{\"device\":\"pump-7\",\"ts\":1000,\"metrics\":{\"t\":71.2,\"p\":3.1}}");

        Frame frame = Frame.of("pump-7", 1000, new String[] {"t", "p"}, new double[] {71.2, 3.1});
        assertThat(frames()).containsExactly(new ArrivedFrame(frame, 2, 4, 41, NOW));
        assertThat(letters()).isEmpty();
    }

    @Test
    void protobufWithFrameIdHeader_flowsOnWithTheId() throws Exception {
        Frame frame = Frame.of("pump-7", 1000, new String[] {"t"}, new double[] {71.2});

        decode.processElement(new StreamRecord<>(new TelemetryRecord(
                2,
                4,
                41,
                NOW,
                null,
                new FrameProtobuf().encode(frame),
                List.of(
                        header(Topics.CONTENT_TYPE, Topics.PROTOBUF),
                        header(Topics.FRAME_ID, "first"),
                        header(Topics.FRAME_ID, "last wins")))));

        assertThat(frames()).containsExactly(new ArrivedFrame(frame.withId("last wins"), 2, 4, 41, NOW));
    }

    @Test
    void missingTime_isTheAppendTime() throws Exception {
        send("{\"device\":\"pump-7\",\"value\":1}");

        assertThat(frames())
                .extracting(arrived -> arrived.frame().timestampMillis())
                .containsExactly(NOW);
    }

    @Test
    void timeAheadOfAppendTimeAsFarAsAllowed_flowsOn() throws Exception {
        send("{\"device\":\"pump-7\",\"ts\":" + (NOW + SKEW) + ",\"value\":1}");

        assertThat(frames()).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void timeFurtherAheadOfAppendTime_isRefusedAsClockSkew() throws Exception {
        send("{\"device\":\"pump-7\",\"ts\":" + (NOW + SKEW + 1) + ",\"metrics\":{\"t\":1,\"bad\":\"x\"}}");

        assertThat(frames()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.CLOCK_SKEW);
            assertThat(letter.refusesRecord()).isTrue();
            assertThat(letter.device()).isEqualTo("pump-7");
        });
    }

    @Test
    void timeOf1970_flowsOn() throws Exception {
        send("{\"device\":\"pump-7\",\"ts\":0,\"value\":1}");

        assertThat(frames())
                .extracting(arrived -> arrived.frame().timestampMillis())
                .containsExactly(0L);
    }

    @Test
    void badSamples_areRefusedAndTheRestFlowsOn() throws Exception {
        String json = "{\"device\":\"pump-7\",\"ts\":1000,\"metrics\":{\"a\":1,\"b\":NaN,\"c\":\"x\",\"d\":4}}";

        send(json);

        assertThat(frames()).singleElement().satisfies(arrived -> {
            assertThat(arrived.frame().size()).isEqualTo(2);
            assertThat(arrived.frame().metric(0)).isEqualTo("a");
            assertThat(arrived.frame().metric(1)).isEqualTo("d");
        });
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.refusals()).extracting(Refusal::metric).containsExactlyInAnyOrder("b", "c");
            assertThat(letter.refusesRecord()).isFalse();
            assertThat(letter.value()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void malformedRecord_isDeadLetteredAsItCame() throws Exception {
        byte[] value = {'{', (byte) 0xff, 0};
        byte[] key = {1, 2};
        List<Header> headers = List.of(header("trace", "abc"));

        decode.processElement(new StreamRecord<>(new TelemetryRecord(2, 4, 41, NOW, key, value, headers)));

        assertThat(frames()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.source()).isEqualTo(new SourcePosition(TOPIC_ID, 2, 4, 41));
            assertThat(letter.topic()).isEqualTo(TopicNames.DEFAULT.telemetry());
            assertThat(letter.appendTimeMillis()).isEqualTo(NOW);
            assertThat(letter.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.MALFORMED);
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.headers()).isEqualTo(headers);
        });
    }

    @Test
    void recordWithoutValue_isRefused() throws Exception {
        decode.processElement(new StreamRecord<>(new TelemetryRecord(2, 4, 41, NOW, null, null, List.of())));

        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.value())
                .isNull());
    }

    @Test
    void recordTooLargeToBeWrittenAgain_isCutInItsLetter() throws Exception {
        byte[] value = new byte[3 * FrameLimits.MAX_RECORD_BYTES];
        byte[] key = new byte[100_000];
        List<Header> headers = List.of(header("small", "kept"), header("large", "x".repeat(100_000)));

        decode.processElement(new StreamRecord<>(new TelemetryRecord(2, 4, 41, NOW, key, value, headers)));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.TOO_LARGE);
            assertThat(letter.value()).hasSize(FrameLimits.MAX_RECORD_BYTES);
            assertThat(letter.key()).hasSize(4_096);
            assertThat(letter.headers()).extracting(Header::name).containsExactly("small");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800x", "x\\udc00", "a\\u202eb", "\\u2066a", "a/../b"})
    void deviceNameThatCannotBeShownOrReached_isADeadLetter(String name) throws Exception {
        send("{\"device\":\"" + name + "\",\"ts\":" + NOW + ",\"value\":1}");

        assertThat(frames()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.INVALID_NAME));
    }

    @Test
    void protobufWithABidirectionalControlInAName_isADeadLetter() throws Exception {
        Frame frame = Frame.of("a\u202Eb", NOW, new String[] {"t"}, new double[] {1});

        decode.processElement(new StreamRecord<>(new TelemetryRecord(
                2,
                4,
                41,
                NOW,
                null,
                new FrameProtobuf().encode(frame),
                List.of(header(Topics.CONTENT_TYPE, Topics.PROTOBUF)))));

        assertThat(frames()).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.INVALID_NAME));
    }

    @Test
    void goodRecordAfterBadOne_isNotAffected() throws Exception {
        send("{\"device\":");
        send("{\"device\":\"pump-7\",\"ts\":1000,\"value\":1}");

        assertThat(frames()).hasSize(1);
        assertThat(letters()).hasSize(1);
    }

    private void send(String json) throws Exception {
        decode.processElement(new StreamRecord<>(
                new TelemetryRecord(2, 4, 41, NOW, null, json.getBytes(StandardCharsets.UTF_8), List.of())));
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private List<ArrivedFrame> frames() {
        return decode.extractOutputValues();
    }

    private List<DeadLetter> letters() {
        var letters = decode.getSideOutput(SideOutputs.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }
}
