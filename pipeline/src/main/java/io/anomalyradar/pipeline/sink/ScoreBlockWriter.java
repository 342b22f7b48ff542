package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.score.ScoreFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/**
 * Collects the frames of each telemetry partition into blocks. It writes all blocks when the oldest frame has waited
 * long enough, when very many samples wait, and before each checkpoint. A frame waits {@value #LINGER_MILLIS} ms, or a
 * small part of its lag if the job is behind: then fewer and larger requests make it catch up sooner. All calls come
 * from the task's thread.
 */
@SuppressWarnings("try") // Flink declares close() this way: a task may be interrupted while it closes
final class ScoreBlockWriter implements SinkWriter<ScoreFrame> {
    /** The longest time that a frame waits for others if the job is not behind. */
    static final long LINGER_MILLIS = 2;
    /** The longest time that it waits if the job is behind. */
    static final long LONGEST_LINGER_MILLIS = 20;
    /** A frame that is this many milliseconds behind waits one more. */
    static final long LAG_OF_A_MILLISECOND = 16;
    /** A block is full with this many samples; the last frame may add 1,000 more, so a record stays below 1.2 MB. */
    static final int MAX_SAMPLES = 1_000;
    /** All blocks are written when this many samples wait. */
    static final int MAX_WAITING_SAMPLES = 20_000;

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
    private int waitingSamples;
    private boolean timerSet;

    ScoreBlockWriter(SinkWriter<List<ScoreFrame>> records, ProcessingTimeService time) {
        this.records = records;
        this.time = time;
    }

    @Override
    public void write(ScoreFrame frame, Context context) throws IOException, InterruptedException {
        block(frame.source().partition()).add(frame);
        waitingSamples += frame.size();
        if (waitingSamples >= MAX_WAITING_SAMPLES) {
            writeAll();
        } else if (!timerSet) {
            timerSet = true;
            long now = time.getCurrentProcessingTime();
            var unused = time.registerTimer(now + linger(now - frame.appendTimeMillis()), fired -> {
                timerSet = false;
                writeAll();
            });
        }
    }

    /** Broker and job may have two clocks: an error of theirs changes how long a frame waits, within the limits. */
    private static long linger(long lagMillis) {
        return Math.max(LINGER_MILLIS, Math.min(LONGEST_LINGER_MILLIS, lagMillis / LAG_OF_A_MILLISECOND));
    }

    private Block block(int partition) {
        while (blocks.size() <= partition) {
            blocks.add(new Block());
        }
        return blocks.get(partition);
    }

    private void writeAll() throws IOException, InterruptedException {
        waitingSamples = 0;
        for (Block block : blocks) {
            for (List<ScoreFrame> frames : block.full) {
                records.write(frames, NO_TIMESTAMP);
            }
            block.full.clear();
            if (!block.frames.isEmpty()) {
                records.write(block.frames, NO_TIMESTAMP); // encoded before it returns
                block.frames.clear();
                block.samples = 0;
            }
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
        final List<List<ScoreFrame>> full = new ArrayList<>();
        List<ScoreFrame> frames = new ArrayList<>();
        int samples;

        void add(ScoreFrame frame) {
            frames.add(frame);
            samples += frame.size();
            if (samples >= MAX_SAMPLES) {
                full.add(frames);
                frames = new ArrayList<>();
                samples = 0;
            }
        }
    }
}
