package io.anomalyradar.model.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.aggregate.WindowStatistics;
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
            60_000,
            new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 1, 4, 300),
            7,
            List.of(
                    new Statistics(
                            "a",
                            new WindowStatistics(
                                    20,
                                    30,
                                    1,
                                    2,
                                    0.25,
                                    1.99,
                                    new WindowStatistics.Scores(4.5, 2, 1, 3),
                                    new WindowStatistics.Band(18, 27.5, 0.5, 2.5),
                                    new WindowStatistics.Trend(-12.5, 3.25))),
                    new Statistics(
                            "b",
                            new WindowStatistics(
                                    1L << 40,
                                    -3,
                                    -4,
                                    -2,
                                    0,
                                    Double.NaN,
                                    new WindowStatistics.Scores(0, 1L << 40, 0, 0),
                                    WindowStatistics.Band.NONE,
                                    WindowStatistics.Trend.NONE))));

    private final AggregateProtobuf codec = new AggregateProtobuf();

    @Test
    void aggregates_areReadAlikeByProtocAndByTheCodec() throws IOException {
        byte[] bytes = codec.encode(FRAME);
        io.anomalyradar.spec.v1.AggregateFrame read = io.anomalyradar.spec.v1.AggregateFrame.parseFrom(bytes);

        assertThat(codec.decode(bytes)).isEqualTo(FRAME);
        assertThat(codec.decode(read.toByteArray())).isEqualTo(FRAME);
        assertThat(read.getCountsList()).containsExactly(20L, 1L << 40);
        assertThat(read.getSumsList()).containsExactly(30.0, -3.0);
        assertThat(read.getMinimaList()).containsExactly(1.0, -4.0);
        assertThat(read.getMaximaList()).containsExactly(2.0, -2.0);
        assertThat(read.getDeviationsList()).containsExactly(0.25, 0.0);
        assertThat(read.getP99SList()).containsExactly(1.99, Double.NaN);
        assertThat(read.getWorstScoresList()).containsExactly(4.5, 0.0);
        assertThat(read.getExpectedSumsList()).containsExactly(27.5, 0.0);
        assertThat(read.getLowestList()).containsExactly(0.5, Double.NaN);
        assertThat(read.getHighestList()).containsExactly(2.5, Double.NaN);
        assertThat(read.getSlopesList()).containsExactly(-12.5, Double.NaN);
        assertThat(read.getSlopeErrorsList()).containsExactly(3.25, Double.NaN);
        assertThat(read.getWarmUpsList()).containsExactly(2L, 1L << 40);
        assertThat(read.getUnusualList()).containsExactly(1L, 0L);
        assertThat(read.getAlarmsList()).containsExactly(3L, 0L);
        assertThat(read.getJudgedList()).containsExactly(18L, 0L);
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
