package io.anomalyradar.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameJsonTest {
    private final FrameJson json = new FrameJson();

    @Test
    void shortForm_isTheMetricValue() {
        Decoded decoded = decode("{\"ts\":5,\"device\":\"sensor-001\",\"value\":50.3,\"metadata\":{\"unit\":\"C\"}}");

        assertThat(decoded.refusals()).isEmpty();
        Frame frame = decoded.frame();
        assertThat(frame).isNotNull();
        assertThat(frame.metric(0)).isEqualTo("value");
        assertThat(frame.value(0)).isEqualTo(50.3);
        assertThat(frame.metadata()).containsEntry("unit", "C");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-22T00:00:00Z, 1732233600000",
        "2024-11-22T00:00:00, 1732233600000",
        "2024-11-22 00:00:00, 1732233600000",
        "2024-11-22T01:00:00.250+01:00, 1732233600250",
        "1970-01-01T00:00:00Z, 0",
    })
    void isoTime_isReadAsUtcUnlessItSaysOtherwise(String text, long millis) {
        Decoded decoded = decode("{\"device\":\"d\",\"ts\":\"" + text + "\",\"value\":1}");

        assertThat(decoded.frame())
                .isNotNull()
                .extracting(Frame::timestampMillis)
                .isEqualTo(millis);
    }

    @Test
    void missingTime_isLeftToTheAppendTime() {
        assertThat(decode("{\"device\":\"d\",\"value\":1}").frame())
                .isNotNull()
                .extracting(Frame::timestampMillis)
                .isEqualTo(Frame.NO_TIMESTAMP);
        assertThat(decode("{\"device\":\"d\",\"ts\":null,\"value\":1}").refusals())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                                        | MALFORMED",
                "{                                                               | MALFORMED",
                "[1,2]                                                           | MALFORMED",
                "42                                                              | MALFORMED",
                "{\"device\":\"d\",\"value\":1} trailing                         | MALFORMED",
                "{\"device\":\"d\",\"value\":1}{\"device\":\"d\",\"value\":2}    | MALFORMED",
                "{\"device\":\"d\",\"value\":1,\"metrics\":{\"a\":1}}            | MALFORMED",
                "{\"value\":1}                                                   | MISSING_DEVICE",
                "{\"device\":\"\",\"value\":1}                                   | MISSING_DEVICE",
                "{\"device\":7,\"value\":1}                                      | MISSING_DEVICE",
                "{\"device\":null,\"value\":1}                                   | MISSING_DEVICE",
                "{\"device\":\"  \",\"value\":1}                                 | INVALID_NAME",
                "{\"device\":\"a\\u0000b\",\"value\":1}                          | INVALID_NAME",
                "{\"device\":\"_ours\",\"value\":1}                              | INVALID_NAME",
                "{\"device\":\"d\",\"metrics\":{\"\":1}}                         | INVALID_NAME",
                "{\"device\":\"d\",\"metrics\":{\"\":\"x\",\"a\":1}}               | INVALID_NAME",
                "{\"device\":\"d\",\"ts\":\"yesterday\",\"value\":1}             | INVALID_TIMESTAMP",
                "{\"device\":\"d\",\"ts\":1.5,\"value\":1}                       | INVALID_TIMESTAMP",
                "{\"device\":\"d\",\"ts\":true,\"value\":1}                      | INVALID_TIMESTAMP",
                "{\"device\":\"d\",\"ts\":-1,\"value\":1}                        | INVALID_TIMESTAMP",
                "{\"device\":\"d\",\"ts\":999999999999999,\"value\":1}           | INVALID_TIMESTAMP",
                "{\"device\":\"d\",\"ts\":99999999999999999999999,\"value\":1}   | INVALID_TIMESTAMP",
                "{\"device\":\"d\"}                                              | NO_SAMPLES",
                "{\"device\":\"d\",\"metrics\":{}}                               | NO_SAMPLES",
                "{\"device\":\"d\",\"metrics\":[1]}                              | NO_SAMPLES",
                "{\"device\":\"d\",\"value\":1,\"attributes\":{\"color\":\"x\"}} | INVALID_ATTRIBUTES",
                "{\"device\":\"d\",\"value\":1,\"attributes\":\"north\"}         | INVALID_ATTRIBUTES",
                "{\"device\":\"d\",\"value\":1,\"metadata\":{\"a\":{}}}          | INVALID_ATTRIBUTES",
                "{\"device\":\"d\",\"value\":1,\"id\":\"\"}                      | INVALID_NAME",
                "{\"device\":\"d\",\"value\":1,\"attributes\":{\"site\":\"a\\u202eb\"}} | INVALID_ATTRIBUTES",
                "{\"device\":\"d\",\"value\":1,\"attributes\":{\"site\":\"a\\u0000\"}}  | INVALID_ATTRIBUTES",
                "{\"device\":\"d\",\"device\":\"e\",\"value\":1}               | MALFORMED",
                "{\"device\":\"d\",\"ts\":1,\"ts\":2,\"value\":1}             | MALFORMED",
                "{\"device\":\"d\",\"metrics\":{\"a\":1},\"metrics\":{}}       | MALFORMED",
            })
    void badRecord_isRefusedWhole(String text, RefusalCode code) {
        Decoded decoded = decode(text);

        assertThat(decoded.frame()).isNull();
        assertThat(decoded.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.refusesRecord()).isTrue();
            assertThat(refusal.message()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"NaN\"     | NOT_A_NUMBER",
                "\"50.3\"    | NOT_A_NUMBER",
                "null        | NOT_A_NUMBER",
                "true        | NOT_A_NUMBER",
                "[1]         | NOT_A_NUMBER",
                "{\"v\":1}   | NOT_A_NUMBER",
                "NaN         | NON_FINITE",
                "-Infinity   | NON_FINITE",
                "1e999       | NON_FINITE",
                "1e301       | OUT_OF_RANGE",
            })
    void badSample_isRefusedAlone(String value, RefusalCode code) {
        Decoded decoded = decode("{\"device\":\"d\",\"metrics\":{\"good\":1,\"bad\":" + value + ",\"fine\":2}}");

        assertThat(decoded.frame()).isNotNull();
        assertThat(decoded.frame().metrics()).containsExactly("good", "fine");
        assertThat(decoded.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.metric()).isEqualTo("bad");
            assertThat(refusal.code()).isEqualTo(code);
        });
    }

    @Test
    void onlyBadSamples_leaveNoFrame() {
        Decoded decoded = decode("{\"device\":\"d\",\"value\":NaN}");

        assertThat(decoded.frame()).isNull();
        assertThat(decoded.refusals()).extracting(Refusal::metric).containsExactly("value");
    }

    @Test
    void repeatedMetric_keepsTheFirst() {
        Decoded decoded = decode("{\"device\":\"d\",\"metrics\":{\"a\":1,\"a\":2}}");

        assertThat(decoded.frame()).isEqualTo(Frame.of("d", Frame.NO_TIMESTAMP, new String[] {"a"}, new double[] {1}));
        assertThat(decoded.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.DUPLICATE_METRIC);
    }

    @Test
    void controlCharacterInAMetricName_isShownHarmless() {
        Decoded decoded = decode("{\"device\":\"d\",\"metrics\":{\"a\\u001bb\":1,\"ok\":2}}");

        assertThat(decoded.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_NAME);
            assertThat(refusal.metric().chars()).noneMatch(Character::isISOControl);
        });
        assertThat(decoded.frame()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_001})
    void samplesUpToTheBound_areAccepted(int count) {
        String metrics =
                IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":" + i).collect(Collectors.joining(","));

        Decoded decoded = decode("{\"device\":\"d\",\"metrics\":{" + metrics + "}}");

        assertThat(decoded.refusals())
                .extracting(Refusal::code)
                .isEqualTo(count > 1_000 ? List.of(RefusalCode.TOO_MANY_SAMPLES) : List.of());
    }

    @Test
    void deepNesting_isMalformedAndNotAStackOverflow() {
        String deep = "{\"device\":\"d\",\"value\":1,\"x\":" + "[".repeat(100_000) + "}";

        assertThat(decode(deep).refusals()).extracting(Refusal::code).containsExactly(RefusalCode.MALFORMED);
    }

    @Test
    void bytesThatAreNotUtf8_areMalformed() {
        byte[] latin1 = "{\"device\":\"caf\u00e9\",\"value\":1}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(json.decode(latin1, null).refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.MALFORMED);
    }

    @Test
    void longNames_areRefused() {
        String name = "x".repeat(129);

        assertThat(decode("{\"device\":\"" + name + "\",\"value\":1}").refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.INVALID_NAME);
        assertThat(decode("{\"device\":\"d\",\"metrics\":{\"" + name + "\":1}}").refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.INVALID_NAME);
    }

    @Test
    void headerId_winsOverTheField() {
        byte[] text = "{\"device\":\"d\",\"value\":1,\"id\":\"field\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(json.decode(text, "header").frame())
                .isNotNull()
                .extracting(Frame::id)
                .isEqualTo("header");
        assertThat(json.decode(text, null).frame())
                .isNotNull()
                .extracting(Frame::id)
                .isEqualTo("field");
    }

    @Property(tries = 2_000)
    void anyText_isRefusedOrRead(@ForAll String text) {
        Decoded decoded = decode(text);

        assertThat(decoded.frame() != null || !decoded.refusals().isEmpty()).isTrue();
    }

    private Decoded decode(String text) {
        return json.decode(text.getBytes(StandardCharsets.UTF_8), null);
    }
}
