package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.calibration.MetricDay;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MetricDaySerializerTest {
    private final MetricDaySerializer serializer = new MetricDaySerializer();

    @Property(tries = 200)
    void anyDay_isReadAsWritten(
            @ForAll long day,
            @ForAll @StringLength(max = 20) String metric,
            @ForAll @Positive int emitted,
            @ForAll long sum)
            throws IOException {
        String valid = metric.replaceAll("\\p{Cs}", "?"); // half a character has no bytes
        MetricDay written = new MetricDay(day, valid, emitted, sum);

        assertThat(Bytes.copied(written, serializer)).isEqualTo(written);
    }

    @Test
    void bytesOfVersionOne_areWritten_andReadAgain() throws IOException {
        MetricDay emitted = new MetricDay(19_675, "Druck µ", 8, -726_817);

        byte[] written = Bytes.of(emitted, serializer);

        assertThat(HexFormat.of().formatHex(written))
                .isEqualTo(HexFormat.of().formatHex(Bytes.golden("metric-day-v1")));
        assertThat(Bytes.read(written, serializer)).isEqualTo(emitted);
    }

    @Test
    void laterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(serializer.createInstance(), serializer);
        later[0] = 2;

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessage("state of version 2, but this release reads version 1");
    }
}
