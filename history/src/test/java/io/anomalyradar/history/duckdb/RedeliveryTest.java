package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However often and in whatever pieces a log is emitted again, each (source position, metric) is stored once. */
class RedeliveryTest {
    private static final int DEVICES = 3;
    private static final int PARTITIONS = 2;
    private static final String[] METRICS = {"a", "b"};

    /**
     * A step first goes back (a pipeline's restart), then continues to read from the last position, and commits the
     * read records in batches; some steps end with a restart of the store.
     */
    record Step(int back, int forward, int batchSize) {}

    @Property(tries = 25)
    void commit_anyRedelivery_storesEachSourcePositionOnce(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 5_999) Integer> steps) throws IOException {
        Path folder = Files.createTempDirectory("redelivery");
        HistoryStore store = open(folder);
        int reached = 0;
        try {
            for (int code : steps) {
                Step step = new Step(code % 20, code / 20 % 30, 1 + code / 600 * 4);
                int from = Math.max(0, reached - step.back());
                int to = Math.max(reached, from + step.forward());
                commit(store, from, to, step.batchSize());
                reached = to;
                if (step.back() % 3 == 0) {
                    store.close();
                    store = open(folder);
                }
            }

            assertStoredOnce(store, reached);
        } finally {
            store.close();
            delete(folder);
        }
    }

    private static void commit(HistoryStore store, int from, int to, int batchSize) {
        for (int start = from; start < to; start += batchSize) {
            HistoryBatch.Builder batch = HistoryBatch.builder();
            for (int record = start; record < Math.min(to, start + batchSize); record++) {
                batch.add(PipelineOutput.scores(
                                "device-" + device(record),
                                record,
                                position(record).offset())
                        .from(position(record).topicId(), position(record).partition())
                        .metrics(METRICS)
                        .frame());
            }
            store.commit(batch.build());
        }
    }

    private static void assertStoredOnce(HistoryStore store, int reached) {
        for (int device = 0; device < DEVICES; device++) {
            List<SourcePosition> expected = new ArrayList<>();
            for (int record = 0; record < reached; record++) {
                if (device(record) == device) {
                    expected.add(position(record));
                }
            }
            for (String metric : METRICS) {
                Series.Raw series =
                        (Series.Raw) store.series("device-" + device, metric, TimeRange.ALL, HistoryStore.MAX_POINTS);
                assertThat(series.samples()).extracting(Sample::source).containsExactlyElementsOf(expected);
            }
        }
    }

    private static int device(int record) {
        return record / 2 % DEVICES;
    }

    /** Record number n of the log is in partition n % 2, so a device has records in both. */
    private static SourcePosition position(int record) {
        return new SourcePosition(PipelineOutput.TELEMETRY, record % PARTITIONS, 4, record / PARTITIONS);
    }

    private static HistoryStore open(Path folder) {
        return DuckDbHistory.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
