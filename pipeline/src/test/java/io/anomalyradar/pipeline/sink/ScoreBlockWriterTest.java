package io.anomalyradar.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

class ScoreBlockWriterTest {
    private final Written written = new Written();
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final ScoreBlockWriter writer = new ScoreBlockWriter(written, time);

    @Test
    void framesOfTwoPartitions_waitAndThenGoInABlockEach_inOrder() throws Exception {
        writer.write(frame(1, 10, 5), written.context);
        writer.write(frame(0, 20, 5), written.context);
        writer.write(frame(1, 11, 5), written.context);
        assertThat(written.blocks).isEmpty();

        time.setCurrentTime(ScoreBlockWriter.LINGER_MILLIS);

        assertThat(written.blocks).containsExactly(List.of("0@20"), List.of("1@10", "1@11"));
    }

    @Test
    void fullBlock_isFollowedByAnother_andBothGoTogether() throws Exception {
        int frames = ScoreBlockWriter.MAX_SAMPLES / 100;
        for (int i = 0; i <= frames; i++) {
            writer.write(frame(3, i, 100), written.context);
        }
        assertThat(written.blocks).isEmpty();

        time.setCurrentTime(ScoreBlockWriter.LINGER_MILLIS);

        assertThat(written.blocks).hasSize(2);
        assertThat(written.blocks.get(0)).hasSize(frames);
        assertThat(written.blocks.get(1)).containsExactly("3@" + frames);
    }

    @Test
    void manyWaitingSamples_goAtOnce() throws Exception {
        for (int i = 0; i < ScoreBlockWriter.MAX_WAITING_SAMPLES / 1_000; i++) {
            writer.write(frame(i % 2, i, 1_000), written.context);
        }

        assertThat(written.blocks).hasSize(ScoreBlockWriter.MAX_WAITING_SAMPLES / 1_000);
    }

    @Test
    void framesOfAJobThatIsBehind_waitLonger_butNotLongerThanTheLimit() throws Exception {
        long lag = 1_000 * ScoreBlockWriter.LONGEST_LINGER_MILLIS;
        time.setCurrentTime(lag);
        writer.write(frame(0, 1, 1), written.context);

        time.setCurrentTime(lag + ScoreBlockWriter.LONGEST_LINGER_MILLIS - 1);
        assertThat(written.blocks).isEmpty();
        time.setCurrentTime(lag + ScoreBlockWriter.LONGEST_LINGER_MILLIS);

        assertThat(written.blocks).containsExactly(List.of("0@1"));
    }

    @Test
    void checkpoint_takesWhatWaits_andTheTimerThatWasSetWritesNothingTwice() throws Exception {
        writer.write(frame(0, 1, 1), written.context);

        writer.flush(false);
        time.setCurrentTime(ScoreBlockWriter.LINGER_MILLIS);

        assertThat(written.blocks).containsExactly(List.of("0@1"));
        assertThat(written.flushes).isEqualTo(1);
    }

    @Test
    void frameAfterTheTimer_setsAnother() throws Exception {
        writer.write(frame(0, 1, 1), written.context);
        time.setCurrentTime(ScoreBlockWriter.LINGER_MILLIS);

        writer.write(frame(0, 2, 1), written.context);
        time.setCurrentTime(2 * ScoreBlockWriter.LINGER_MILLIS);

        assertThat(written.blocks).containsExactly(List.of("0@1"), List.of("0@2"));
    }

    private static ScoreFrame frame(int partition, long offset, int samples) {
        String[] metrics = new String[samples];
        Arrays.setAll(metrics, i -> "m" + i);
        SampleStatus[] statuses = new SampleStatus[samples];
        Arrays.fill(statuses, SampleStatus.NORMAL);
        return new ScoreFrame(
                "pump",
                offset,
                new SourcePosition("topic", partition, 0, offset),
                0,
                1,
                metrics,
                ScoreFrame.Columns.ofSize(samples),
                statuses,
                Attributes.NONE);
    }

    /** Notes the blocks as they are at the time of the call: the list is used again. */
    private static final class Written implements SinkWriter<List<ScoreFrame>> {
        final List<List<String>> blocks = new ArrayList<>();
        int flushes;
        final Context context = new Context() {
            @Override
            public long currentWatermark() {
                return 0;
            }

            @Override
            public Long timestamp() {
                return 0L;
            }
        };

        @Override
        public void write(List<ScoreFrame> block, Context given) {
            blocks.add(block.stream()
                    .map(frame ->
                            frame.source().partition() + "@" + frame.source().offset())
                    .toList());
        }

        @Override
        public void flush(boolean endOfInput) {
            flushes++;
        }

        @Override
        public void close() {}
    }
}
