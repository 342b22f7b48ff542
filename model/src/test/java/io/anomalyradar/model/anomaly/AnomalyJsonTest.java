package io.anomalyradar.model.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON form against the canonical mapping of spec/proto/anomaly.proto. */
class AnomalyJsonTest {
    @Test
    void everyField_isReadAlikeByProtobufsJsonMapping() throws IOException {
        Anomaly anomaly = anomaly(AnomalyState.ENDED, 1_700_000_009_000L);

        io.anomalyradar.spec.v1.Anomaly.Builder read = io.anomalyradar.spec.v1.Anomaly.newBuilder();
        JsonFormat.parser().merge(new String(AnomalyJson.encode(anomaly), StandardCharsets.UTF_8), read);

        assertThat(read.getId()).isEqualTo(anomaly.id());
        assertThat(read.getRevision()).isEqualTo(3);
        assertThat(read.getState().name()).isEqualTo("ENDED");
        assertThat(read.getSeverity().name()).isEqualTo("CRITICAL");
        assertThat(read.getEndMillis()).isEqualTo(1_700_000_009_000L);
        assertThat(read.getPeakMillis()).isEqualTo(anomaly.peak().timestampMillis());
        assertThat(read.getActual()).isEqualTo(99.5);
        assertThat(read.getScore()).isEqualTo(12.25);
        assertThat(read.getSource().getOffset()).isEqualTo(42);
        assertThat(read.getConfigVersion()).isEqualTo(0xCAFEBABE);
        assertThat(read.getAttributes().getSite()).isEqualTo("north");
        assertThat(read.getExplanation()).isEqualTo(anomaly.explanation());
    }

    @Test
    void encodedAnomaly_isReadBackEqual() throws IOException {
        Anomaly open = anomaly(AnomalyState.OPEN, null);
        Anomaly ended = anomaly(AnomalyState.ENDED, 1_700_000_009_000L);

        assertThat(AnomalyJson.decode(AnomalyJson.encode(open))).isEqualTo(open);
        assertThat(AnomalyJson.decode(AnomalyJson.encode(ended))).isEqualTo(ended);
    }

    @Test
    void anomalyOfADevice_isReadBackEqual_andByProtobufsJsonMapping() throws IOException {
        Anomaly whole = ofDevice();
        String json = new String(AnomalyJson.encode(whole), StandardCharsets.UTF_8);

        io.anomalyradar.spec.v1.Anomaly.Builder read = io.anomalyradar.spec.v1.Anomaly.newBuilder();
        JsonFormat.parser().merge(json, read);

        assertThat(AnomalyJson.decode(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(whole);
        assertThat(read.getMetric()).isEmpty();
        assertThat(read.hasActual()).isFalse();
        assertThat(read.hasUpper()).isFalse();
        assertThat(read.getScore()).isEqualTo(5.25);
        assertThat(read.getContributionsList())
                .extracting(contribution -> contribution.getName() + " " + contribution.getShare())
                .containsExactly("pressure 0.41", "flow \"in\" 0.22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"id\":\"a\"}", "{\"state\":\"SLEEPING\"", "nonsense"})
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> AnomalyJson.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void unknownFields_areIgnored() throws IOException {
        String json = new String(AnomalyJson.encode(anomaly(AnomalyState.OPEN, null)), StandardCharsets.UTF_8);

        Anomaly read =
                AnomalyJson.decode(("{\"later\":{\"a\":[1,{}]}," + json.substring(1)).getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(anomaly(AnomalyState.OPEN, null));
    }

    @Test
    void objectWhereATextIsExpected_isSkipped() throws IOException {
        String json = new String(AnomalyJson.encode(ofDevice()), StandardCharsets.UTF_8)
                .replace("\"name\":\"pressure\"", "\"name\":{\"name\":[\"pressure\"]}");

        assertThat(AnomalyJson.decode(json.getBytes(StandardCharsets.UTF_8)).contributions())
                .extracting(Contribution::name)
                .contains("");
    }

    private static Anomaly ofDevice() {
        return new Anomaly(
                "0123456789abcdef0123456789abcdef",
                1,
                "pump-7",
                Anomaly.WHOLE_DEVICE,
                AnomalyState.OPEN,
                Severity.WARNING,
                "JOINT",
                1_700_000_000_000L,
                null,
                new Anomaly.Peak(1_700_000_001_000L, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 5.25),
                5,
                "metrics together are unusual",
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 2, 4, 42),
                1_732_233_605_000L,
                7,
                Attributes.NONE,
                List.of(new Contribution("pressure", 0.41), new Contribution("flow \"in\"", 0.22)));
    }

    private static Anomaly anomaly(AnomalyState state, @org.jspecify.annotations.Nullable Long end) {
        return new Anomaly(
                "0123456789abcdef0123456789abcdef",
                3,
                "pump \"7\"",
                "température",
                state,
                Severity.CRITICAL,
                "SPIKE",
                1_700_000_000_000L,
                end,
                new Anomaly.Peak(1_700_000_001_000L, 99.5, 50.1, 40, 60, 12.25),
                5,
                "99.5 where 50.1 was expected",
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 2, 4, 42),
                1_732_233_605_000L,
                0xCAFEBABE,
                new Attributes("north", "pump", "", ""),
                List.of());
    }
}
