package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.score.ScoreFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/**
 * Collects the frames of each telemetry partition into a block. It writes a block when it is full, when its oldest
 * frame has waited long enough, and before each checkpoint. All calls come from the task's thread.
 */
@SuppressWarnings("try") // Flink declares close() this way: a task may be interrupted while it closes
final class ScoreBlockWriter implements SinkWriter<ScoreFrame> {
    /** The longest time that a frame waits for others. */
    static final long LINGER_MILLIS = 2;
    /** A block is full with this many samples; the last frame may add 1,000 more, so a record stays below 1.2 MB. */
    static final int MAX_SAMPLES = 1_000;

    private static final Context NO_TIMESTAMP = new Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    };

    private final SinkWriter<List<ScoreFrame>> records;
    private final ProcessingTimeService time;
    private final List<Block> blocks = new ArrayList<>(); // by partition
    private boolean timerSet;

    ScoreBlockWriter(SinkWriter<List<ScoreFrame>> records, ProcessingTimeService time) {
        this.records = records;
        this.time = time;
    }

    @Override
    public void write(ScoreFrame frame, Context context) throws IOException, InterruptedException {
        Block block = block(frame.source().partition());
        block.frames.add(frame);
        block.samples += frame.size();
        if (block.samples >= MAX_SAMPLES) {
            write(block);
        } else if (!timerSet) {
            timerSet = true;
            var unused = time.registerTimer(time.getCurrentProcessingTime() + LINGER_MILLIS, now -> {
                timerSet = false;
                writeAll();
            });
        }
    }

    private Block block(int partition) {
        while (blocks.size() <= partition) {
            blocks.add(new Block());
        }
        return blocks.get(partition);
    }

    private void writeAll() throws IOException, InterruptedException {
        for (Block block : blocks) {
            write(block);
        }
    }

    private void write(Block block) throws IOException, InterruptedException {
        if (!block.frames.isEmpty()) {
            records.write(block.frames, NO_TIMESTAMP); // encoded before it returns
            block.frames.clear();
            block.samples = 0;
        }
    }

    /** Called before each checkpoint: everything written so far reaches the broker. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writeAll();
        records.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
        records.close();
    }

    /** Frames of one telemetry partition that are waiting to be written. */
    private static final class Block {
        final List<ScoreFrame> frames = new ArrayList<>();
        int samples;
    }
}
