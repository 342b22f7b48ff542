package io.anomalyradar.model.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.aggregate.AggregateFrame.Statistics;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The codec against what protoc makes of spec/proto/aggregate.proto. */
class AggregateProtobufTest {
    private static final AggregateFrame FRAME = new AggregateFrame(
            "pump",
            1_700_000_000_000L,
            10_000,
            new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 1, 4, 300),
            7,
            List.of(
                    new Statistics("a", 20, 1.5, 1, 2, 0.25, 1.99),
                    new Statistics("b", 1L << 40, -3, -4, -2, 0, -2.01)));

    private final AggregateProtobuf codec = new AggregateProtobuf();

    @Test
    void aggregates_areReadAlikeByProtocAndByTheCodec() throws IOException {
        byte[] bytes = codec.encode(FRAME);
        io.anomalyradar.spec.v1.AggregateFrame read = io.anomalyradar.spec.v1.AggregateFrame.parseFrom(bytes);

        assertThat(codec.decode(bytes)).isEqualTo(FRAME);
        assertThat(codec.decode(read.toByteArray())).isEqualTo(FRAME);
        assertThat(read.getCountsList()).containsExactly(20L, 1L << 40);
        assertThat(read.getAveragesList()).containsExactly(1.5, -3.0);
        assertThat(read.getMinimaList()).containsExactly(1.0, -4.0);
        assertThat(read.getMaximaList()).containsExactly(2.0, -2.0);
        assertThat(read.getDeviationsList()).containsExactly(0.25, 0.0);
        assertThat(read.getP99SList()).containsExactly(1.99, -2.01);
    }

    @Test
    void columnsOfDifferentLength_areRefused() {
        byte[] bytes = io.anomalyradar.spec.v1.AggregateFrame.newBuilder()
                .addMetrics("a")
                .addCounts(1)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("length");
    }
}
