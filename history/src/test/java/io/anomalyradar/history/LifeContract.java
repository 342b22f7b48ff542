package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Retention, readers concurrent with the writer, and the end. */
public abstract class LifeContract extends HistoryStoreContract {
    private static final DeletedData GONE = device -> device.equals("gone") ? 200 : 0;

    @Test
    void deleteArrivedBefore_removesWhatArrivedEarlierWhateverItsTime() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 9_000_000, 0).appendedAt(100).frame())
                .add(PipelineOutput.scores("pump", 1, 1).appendedAt(200).frame())
                .add(PipelineOutput.scores("gone", 9_000_000, 2).appendedAt(150).frame())
                .add(PipelineOutput.anomaly("old", "pump", 9_000_000).emitted(), 199)
                .add(PipelineOutput.anomaly("new", "pump", 1).emitted(), 200)
                .add(PipelineOutput.window("pump", 120_000, PipelineOutput.at(0), 1), 100)
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(1), 1), 200)
                .advance(PipelineOutput.SCORES, PipelineOutput.next(3))
                .build());

        Expired expired = store.deleteArrivedBefore(Cutoffs.all(200));

        assertThat(expired).isEqualTo(new Expired(2, 1, 1, 1));
        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(1L);
        assertThat(anomalies(AnomalyFilter.ANY)).extracting(Anomaly::id).containsExactly("new");
        assertThat(windows("pump")).extracting(Aggregate::startMillis).containsExactly(0L);
        assertThat(names("")).containsExactly("pump");
        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, PipelineOutput.next(3));
        assertThat(store.deleteArrivedBefore(Cutoffs.all(200))).isEqualTo(Expired.NOTHING);
    }

    @Test
    void deleteDevice_removesAllOfIt_andNothingElse_andItBeginsAnew() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("gone", 1_000, 0).appendedAt(100).frame())
                .add(PipelineOutput.scores("stays", 1_000, 1).appendedAt(100).frame())
                .add(PipelineOutput.anomaly("a1", "gone", 1).emitted(), 100)
                .add(PipelineOutput.anomaly("a2", "stays", 1).emitted(), 100)
                .add(PipelineOutput.window("gone", 0, PipelineOutput.at(0), 1), 100)
                .add(PipelineOutput.window("stays", 0, PipelineOutput.at(1), 1), 100)
                .build());

        Expired deleted = store.deleteDevice("gone", 200);

        assertThat(deleted).isEqualTo(new Expired(1, 1, 1, 1));
        assertThat(store.deleteDevice("gone", 200)).isEqualTo(Expired.NOTHING);
        reopen();
        assertThat(names("")).containsExactly("stays");
        assertThat(store.device("gone")).isEmpty();
        assertThat(raw("gone", "temperature")).isEmpty();
        assertThat(windows("gone")).isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY)).extracting(Anomaly::id).containsExactly("a2");
        assertThat(raw("stays", "temperature")).hasSize(1);
        assertThat(windows("stays")).hasSize(1);

        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("gone", 2_000, 2).appendedAt(300).frame())
                .build());
        assertThat(raw("gone", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(2L);
    }

    @Test
    void commit_ofARecordReadBeforeItsDeviceWasDeleted_leavesItOut() {
        HistoryBatch read = HistoryBatch.builder()
                .add(PipelineOutput.scores("gone", 1_000, 0).appendedAt(100).frame())
                .add(PipelineOutput.scores("gone", 2_000, 1).appendedAt(300).frame())
                .add(PipelineOutput.scores("stays", 1_000, 2).appendedAt(100).frame())
                .add(PipelineOutput.window("gone", 0, PipelineOutput.at(0), 1), 100)
                .build();
        store.deleteDevice("gone", 200);

        store.commit(read, GONE);

        assertThat(raw("gone", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(1L);
        assertThat(windows("gone")).isEmpty();
        assertThat(raw("stays", "temperature")).hasSize(1);
    }

    @Test
    void commit_ofADeviceWhoseDeletionDidNotReachTheStore_removesItsOlderDataFirst() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("gone", 1_000, 0).appendedAt(100).frame())
                .add(PipelineOutput.anomaly("a1", "gone", 1).emitted(), 100)
                .build());

        store.commit(
                HistoryBatch.builder()
                        .add(PipelineOutput.scores("gone", 2_000, 1)
                                .appendedAt(300)
                                .frame())
                        .build(),
                GONE);
        Expired tooLate = store.deleteDevice("gone", 200);

        assertThat(tooLate).isEqualTo(Expired.NOTHING);
        assertThat(raw("gone", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(1L);
        assertThat(anomalies(AnomalyFilter.ANY)).isEmpty();
    }

    @Test
    void deleteArrivedBefore_moreThanOneStep_removesAll() {
        for (int batch = 0; batch < 5; batch++) {
            HistoryBatch.Builder emitted = HistoryBatch.builder();
            for (int i = 0; i < 200; i++) {
                long offset = batch * 200L + i;
                String[] metrics =
                        IntStream.range(0, 500).mapToObj(m -> "m" + m).toArray(String[]::new);
                emitted.add(PipelineOutput.scores("pump", offset, offset)
                        .metrics(metrics)
                        .appendedAt(offset)
                        .frame());
            }
            store.commit(emitted.build());
        }

        Expired expired = store.deleteArrivedBefore(Cutoffs.all(990));

        assertThat(expired.samples()).isEqualTo(990 * 500);
        assertThat(store.totals().samples()).isEqualTo(10 * 500);
        assertThat(store.counts("pump")).hasSize(500).allSatisfy(count -> assertThat(count.total())
                .isEqualTo(10));
    }

    @Test
    void commit_deviceForgottenBefore_startsAnew() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 5).appendedAt(100).frame())
                .build());
        store.deleteArrivedBefore(Cutoffs.all(200));

        Committed committed = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 2, 6).appendedAt(300).frame())
                .build());
        reopen();

        assertThat(committed.frames()).isEqualTo(1);
        assertThat(raw("pump", "temperature")).hasSize(1);
        assertThat(store.device("pump")).map(Device::firstSeenMillis).contains(300L);
    }

    @Test
    void deleteArrivedBefore_besideCommits_leavesEveryLaterSample() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> writer = thread.submit(() -> {
            for (int batch = 0; batch < 50; batch++) {
                store.commit(frames("pump", batch * 10L, batch * 10L + 10).build());
            }
        });
        while (!writer.isDone()) {
            store.deleteArrivedBefore(Cutoffs.all(1_000_000 + 250));
        }
        writer.get();
        thread.shutdown();
        store.deleteArrivedBefore(Cutoffs.all(1_000_000 + 250));

        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactlyElementsOf(LongStream.range(250, 500).boxed().toList());
    }

    @Test
    void read_besideWriting_seesWholeBatches() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> writer = thread.submit(() -> {
            for (int batch = 0; batch < 40; batch++) {
                store.commit(frames("pump", batch * 50L, batch * 50L + 50)
                        .advance(PipelineOutput.SCORES, PipelineOutput.next(batch * 50L + 50))
                        .build());
            }
        });
        int seen = 0;
        while (!writer.isDone()) {
            int now = raw("pump", "temperature").size();
            assertThat(now % 50).isZero();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
        writer.get();
        thread.shutdown();

        assertThat(raw("pump", "temperature")).hasSize(2_000);
    }

    @Test
    void check_openStore_passes() {
        store.check();
    }

    @Test
    void anyCall_afterClosing_failsAsClosed() {
        store.close();

        assertClosed(() -> store.check());
        assertClosed(() -> store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, PipelineOutput.next(1))
                .build()));
        assertClosed(() -> store.devices("", PageRequest.first(1)));
        assertClosed(() -> store.deleteArrivedBefore(Cutoffs.all(1)));
        store.close();
    }

    private static void assertClosed(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(HistoryException.class, failure -> {
            assertThat(failure.code()).isEqualTo(HistoryException.Code.CLOSED);
            assertThat(failure.retryMayHelp()).isFalse();
        });
    }
}
