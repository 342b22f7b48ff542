package io.anomalyradar.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.spec.v1.ScoreBlock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The codec against what protoc makes of spec/proto/score.proto. */
class ScoreProtobufTest {
    private final ScoreProtobuf codec = new ScoreProtobuf();

    @Property(tries = 300)
    void anyScores_areReadAlikeByProtocAndByTheCodec(
            @ForAll @Size(max = 40) double[] values, @ForAll long time, @ForAll int version) throws IOException {
        ScoreFrame frame = scores(values, time, version);

        byte[] bytes = codec.encode(frame);
        io.anomalyradar.spec.v1.ScoreFrame read = io.anomalyradar.spec.v1.ScoreFrame.parseFrom(bytes);

        assertThat(codec.decode(bytes)).isEqualTo(frame);
        assertThat(codec.decode(read.toByteArray())).isEqualTo(frame);
        assertThat(read.getDevice()).isEqualTo("pump");
        assertThat(read.getTimestampMillis()).isEqualTo(time);
        assertThat(read.getSource().getOffset()).isEqualTo(12);
        assertThat(read.getConfigVersion()).isEqualTo(version);
        assertThat(read.getValuesList())
                .containsExactlyElementsOf(Arrays.stream(values).boxed().toList());
        assertThat(read.getStatusesCount()).isEqualTo(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(read.getStatuses(i).name()).isEqualTo(frame.status(i).name());
        }
    }

    @Test
    void block_isReadAlikeByProtocAndByTheCodec() throws IOException {
        List<ScoreFrame> frames = List.of(
                scores(new double[] {1, 2}, 5, 7), scores(new double[0], 6, 7), scores(new double[] {-0.0}, 7, 8));

        byte[] bytes = codec.encodeBlock(frames);
        ScoreBlock read = ScoreBlock.parseFrom(bytes);

        assertThat(codec.decodeBlock(bytes)).isEqualTo(frames);
        assertThat(codec.decodeBlock(read.toByteArray())).isEqualTo(frames);
        assertThat(read.getFramesList())
                .extracting(io.anomalyradar.spec.v1.ScoreFrame::getTimestampMillis)
                .containsExactly(5L, 6L, 7L);
    }

    @Test
    void blockThatEndsWithinAFrame_isRefused() {
        byte[] bytes = codec.encodeBlock(List.of(scores(new double[] {1, 2}, 5, 7)));

        assertThatThrownBy(() -> codec.decodeBlock(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void columnsOfDifferentLength_areRefused() {
        byte[] bytes = io.anomalyradar.spec.v1.ScoreFrame.newBuilder()
                .addMetrics("a")
                .build()
                .toByteArray();

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("length");
    }

    @Test
    void unknownStatus_isRefused() {
        byte[] bytes = io.anomalyradar.spec.v1.ScoreFrame.newBuilder()
                .addStatusesValue(77)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("77");
    }

    private static ScoreFrame scores(double[] values, long time, int version) {
        int size = values.length;
        String[] metrics = new String[size];
        SampleStatus[] statuses = new SampleStatus[size];
        ScoreFrame.Columns columns = ScoreFrame.Columns.ofSize(size);
        for (int i = 0; i < size; i++) {
            metrics[i] = "m" + i;
            statuses[i] = SampleStatus.numbered(i % 5);
            columns.values()[i] = values[i];
            columns.expected()[i] = i % 5 == 0 ? Double.NaN : values[i] / 2;
            columns.lower()[i] = -i;
            columns.upper()[i] = i;
            columns.scores()[i] = i * 0.25;
        }
        return new ScoreFrame(
                "pump",
                time,
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 3, 4, 12),
                99,
                version,
                metrics,
                columns,
                statuses,
                new Attributes("north", "", "", "acme"));
    }
}
