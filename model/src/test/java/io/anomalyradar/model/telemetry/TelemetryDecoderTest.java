package io.anomalyradar.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TelemetryDecoderTest {
    private static final byte[] JSON = "{\"device\":\"d\",\"value\":1}".getBytes(StandardCharsets.UTF_8);

    private final TelemetryDecoder decoder = new TelemetryDecoder();

    @Test
    void noContentType_meansJson() {
        assertThat(decoder.decode(JSON, null, null).frame()).isNotNull();
        assertThat(decoder.decode(JSON, "application/json; charset=utf-8", null).frame())
                .isNotNull();
    }

    @Test
    void protobufContentType_isReadAsProtobuf() {
        Frame frame = Frame.of("d", 3, new String[] {"m"}, new double[] {4});

        Decoded decoded = decoder.decode(new FrameProtobuf().encode(frame), Topics.PROTOBUF, null);

        assertThat(decoded.frame()).isEqualTo(frame);
    }

    @Test
    void otherContentType_isRefused() {
        assertThat(decoder.decode(JSON, "application/jsonp", null).refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.UNKNOWN_CONTENT_TYPE);
    }

    @Test
    void recordWithoutValue_isMalformed() {
        assertThat(decoder.decode(null, null, null).refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.MALFORMED);
    }

    @Test
    void recordOverTheBound_isTooLarge() {
        assertThat(decoder.decode(new byte[FrameLimits.MAX_RECORD_BYTES + 1], null, null)
                        .refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.TOO_LARGE);
    }

    @Test
    void timeBeyondTheSkew_isRefused() {
        assertThat(FrameLimits.checkClockSkew(1_300, 1_000, 300)).isNull();
        assertThat(FrameLimits.checkClockSkew(1_301, 1_000, 300))
                .isNotNull()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.CLOCK_SKEW);
    }
}
