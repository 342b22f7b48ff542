package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.score.ScoreFrame;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that commits until it is killed, like a consumer: it resumes at the stored offset, and starts each run by
 * emitting the last frames again, as a pipeline does after a restart. After each commit it prints the offset it
 * reached, or the code of a failure after which a retry is allowed.
 */
final class CommitLoop {
    static final int DEVICES = 7;
    static final String[] METRICS = {"a", "b", "c"};
    private static final int BATCH = 400;
    private static final long TOLD_AGAIN = 1_000;

    private CommitLoop() {}

    public static void main(String[] arguments) {
        try (HistoryStore store = DuckDbHistory.open(Path.of(arguments[0]), HistoryConfig.DEFAULT)) {
            long next = store.offsets()
                    .getOrDefault(PipelineOutput.SCORES, PipelineOutput.next(0))
                    .next();
            store.commit(batch(Math.max(0, next - TOLD_AGAIN), next));
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    store.commit(batch(next, next + BATCH));
                } catch (HistoryException failure) {
                    if (!failure.retryMayHelp()) {
                        throw failure;
                    }
                    System.out.println(failure.code());
                    continue;
                }
                next += BATCH;
                System.out.println(next);
            }
        }
    }

    /** Records {@code from} to {@code to} of each topic. */
    static HistoryBatch batch(long from, long to) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (long offset = from; offset < to; offset++) {
            batch.add(frame(offset));
            if (offset % 10 == 0) {
                batch.add(
                        PipelineOutput.anomaly("anomaly-" + offset, device(offset), offset)
                                .emitted(),
                        offset);
                batch.add(PipelineOutput.window(device(offset), offset * 1_000, PipelineOutput.at(offset), 3), offset);
            }
        }
        return batch.advance(PipelineOutput.SCORES, PipelineOutput.next(to))
                .advance(PipelineOutput.ANOMALIES, PipelineOutput.next(to / 10))
                .advance(PipelineOutput.AGGREGATES, PipelineOutput.next(to / 10))
                .build();
    }

    static ScoreFrame frame(long offset) {
        double value = (double) offset;
        return PipelineOutput.scores(device(offset), offset, offset)
                .metrics(METRICS)
                .values(value, value + 0.25, value + 0.5)
                .frame();
    }

    static String device(long offset) {
        return "device-" + offset % DEVICES;
    }

    /** The offsets which state that the records before {@code next} are stored. */
    static Map<LogPartition, LogOffset> offsets(long next) {
        return Map.of(
                PipelineOutput.SCORES,
                PipelineOutput.next(next),
                PipelineOutput.ANOMALIES,
                PipelineOutput.next(next / 10),
                PipelineOutput.AGGREGATES,
                PipelineOutput.next(next / 10));
    }
}
