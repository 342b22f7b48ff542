package io.anomalyradar.model.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The codec against what protoc makes of spec/proto/deadletter.proto. */
class DeadLetterProtobufTest {
    private static final DeadLetter LETTER = new DeadLetter(
            new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 1, 4, 300),
            "radar.telemetry",
            1_700_000_000_000L,
            "pump",
            List.of(new Refusal("a", RefusalCode.NON_FINITE, "NaN"), new Refusal("b", RefusalCode.OUT_OF_RANGE, "big")),
            null,
            "{\"device\":\"pump\"}".getBytes(StandardCharsets.UTF_8),
            List.of(new DeadLetter.Header("content-type", new byte[] {1, 2})));

    private final DeadLetterProtobuf codec = new DeadLetterProtobuf();

    @Test
    void deadLetter_isReadAlikeByProtocAndByTheCodec() throws IOException {
        byte[] bytes = codec.encode(LETTER);
        io.anomalyradar.spec.v1.DeadLetter read = io.anomalyradar.spec.v1.DeadLetter.parseFrom(bytes);

        for (byte[] form : List.of(bytes, read.toByteArray())) {
            DeadLetter decoded = codec.decode(form);
            assertThat(decoded.source()).isEqualTo(LETTER.source());
            assertThat(decoded.refusals()).isEqualTo(LETTER.refusals());
            assertThat(decoded.key()).isNull();
            assertThat(decoded.value()).isEqualTo(LETTER.value());
            assertThat(decoded.headers()).singleElement().satisfies(header -> {
                assertThat(header.name()).isEqualTo("content-type");
                assertThat(header.value()).containsExactly(1, 2);
            });
        }
        assertThat(read.getTopic()).isEqualTo("radar.telemetry");
        assertThat(read.getAppendTimeMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(read.getRefusals(1).getCode()).isEqualTo("OUT_OF_RANGE");
    }

    @Test
    void emptyValue_isNotTakenForNone() throws IOException {
        DeadLetter empty =
                new DeadLetter(LETTER.source(), LETTER.topic(), 0, "", LETTER.refusals(), null, new byte[0], List.of());

        DeadLetter decoded = codec.decode(codec.encode(empty));

        assertThat(decoded.value()).isEmpty();
        assertThat(decoded.key()).isNull();
    }

    @Test
    void refusedSamples_doNotRefuseTheRecord() {
        assertThat(LETTER.refusesRecord()).isFalse();
    }

    @Test
    void unknownCode_isRefused() {
        byte[] bytes = io.anomalyradar.spec.v1.DeadLetter.newBuilder()
                .addRefusals(io.anomalyradar.spec.v1.Refusal.newBuilder().setCode("BORED"))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("BORED");
    }
}
