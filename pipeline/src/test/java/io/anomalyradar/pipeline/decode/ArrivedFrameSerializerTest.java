package io.anomalyradar.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArrivedFrameSerializerTest {
    private final ArrivedFrameSerializer serializer = new ArrivedFrameSerializer();

    @Property
    void anyFrame_isReadAsWritten(@ForAll("frames") ArrivedFrame frame) throws IOException {
        assertThat(Bytes.roundTrip(frame, serializer)).isEqualTo(frame);
        assertThat(Bytes.copied(frame, serializer)).isEqualTo(frame);
    }

    @Test
    void snapshotOfTheSerializer_isCompatibleWithIt() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer);

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(before.restoreSerializer()).isEqualTo(serializer);
    }

    @Provide
    Arbitrary<ArrivedFrame> frames() {
        Arbitrary<String> text = Arbitraries.strings().ofMinLength(1).ofMaxLength(128);
        Arbitrary<Double> number = Arbitraries.doubles();
        Arbitrary<Attributes> attributes = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(9),
                        Arbitraries.strings().ofMaxLength(9))
                .as((site, tenant) -> new Attributes(site, "", "", tenant));
        Arbitrary<Frame> frame = Combinators.combine(
                        text,
                        Arbitraries.longs(),
                        text.array(String[].class).ofMaxSize(20),
                        number.array(double[].class).ofSize(20),
                        attributes,
                        Arbitraries.maps(text, text).ofMaxSize(3),
                        text.injectNull(0.5))
                .as((device, time, metrics, values, given, metadata, id) -> new Frame(
                        device,
                        time,
                        metrics,
                        java.util.Arrays.copyOf(values, metrics.length),
                        id == null ? null : kinds(metrics.length),
                        given,
                        metadata,
                        id));
        return Combinators.combine(
                        frame,
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.integers().greaterOrEqual(-1),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(ArrivedFrame::new);
    }

    private static SampleKind[] kinds(int size) {
        return java.util.stream.IntStream.range(0, size)
                .mapToObj(i -> SampleKind.of(i % 3))
                .toArray(SampleKind[]::new);
    }
}
