package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Writing: each record is stored once, however often it is emitted. */
public abstract class CommitContract extends HistoryStoreContract {

    @Test
    void commit_sameBatchTwice_storesItOnce() {
        HistoryBatch batch = HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1_000, 0).metrics("a", "b").frame())
                .add(PipelineOutput.scores("pump", 2_000, 1).metrics("a", "b").frame())
                .add(PipelineOutput.anomaly("a1", "pump", 1_000).emitted(), 5)
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(1), 2), 5)
                .advance(PipelineOutput.SCORES, PipelineOutput.next(2))
                .build();

        Committed first = store.commit(batch);
        Committed second = store.commit(batch);

        assertThat(first).isEqualTo(new Committed(2, 4, 0, 1, 1));
        assertThat(second.frames()).isZero();
        assertThat(second.repeatedFrames()).isEqualTo(2);
        assertThat(second.anomalies()).isZero();
        assertThat(store.totals().samples()).isEqualTo(4);
        assertThat(store.totals().anomalies()).isEqualTo(1);
        assertThat(windows("pump")).hasSize(1);
        assertThat(store.offsets()).containsExactly(Map.entry(PipelineOutput.SCORES, PipelineOutput.next(2)));
    }

    @Test
    void commit_framesEmittedAgainAfterRestart_storesOnlyTheNewOnes() {
        store.commit(frames("pump", 0, 10)
                .advance(PipelineOutput.SCORES, PipelineOutput.next(10))
                .build());
        reopen();

        Committed committed = store.commit(frames("pump", 5, 15)
                .advance(PipelineOutput.SCORES, PipelineOutput.next(20))
                .build());

        assertThat(committed.repeatedFrames()).isEqualTo(5);
        assertThat(committed.frames()).isEqualTo(5);
        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactlyElementsOf(LongStream.range(0, 15).boxed().toList());
    }

    @Test
    void commit_framesEmittedAgainWithinOneBatch_storesThemOnce() {
        HistoryBatch.Builder batch = frames("pump", 0, 10);
        for (long offset = 4; offset < 12; offset++) {
            batch.add(PipelineOutput.scores("pump", offset, offset).frame());
        }

        Committed committed = store.commit(batch.build());

        assertThat(committed.frames()).isEqualTo(12);
        assertThat(committed.repeatedFrames()).isEqualTo(6);
    }

    @Test
    void commit_sameOffsetElsewhere_isAnotherFrame() {
        Committed committed = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 7).frame())
                .add(PipelineOutput.scores("pump", 2, 7)
                        .from(PipelineOutput.TELEMETRY, 1)
                        .frame())
                .add(PipelineOutput.scores("pump", 3, 7)
                        .from("topicMadeAnew000000000", 0)
                        .frame())
                .add(PipelineOutput.scores("fan", 4, 7).frame())
                .add(PipelineOutput.scores("fan", 5, 7).frame())
                .build());

        assertThat(committed.frames()).isEqualTo(4);
        assertThat(committed.repeatedFrames()).isEqualTo(1);
        assertThat(raw("pump", "temperature"))
                .extracting(Sample::source)
                .containsExactly(
                        new SourcePosition(PipelineOutput.TELEMETRY, 0, 4, 7),
                        new SourcePosition(PipelineOutput.TELEMETRY, 1, 4, 7),
                        new SourcePosition("topicMadeAnew000000000", 0, 4, 7));
    }

    @Test
    void commit_logThatLostItsTail_storesTheRecordsThatTakeTheLostOffsets() {
        store.commit(frames("pump", 0, 10).build());
        reopen();
        HistoryBatch.Builder afterTheLoss = HistoryBatch.builder();
        for (long offset = 6; offset < 9; offset++) { // the log was cut to six records
            afterTheLoss.add(PipelineOutput.scores("pump", 1_000 + offset, offset)
                    .epoch(5)
                    .frame());
        }
        HistoryBatch batch = afterTheLoss.build();

        Committed committed = store.commit(batch);
        Committed again = store.commit(batch);
        Committed older = store.commit(frames("pump", 6, 12).build());

        assertThat(committed.frames()).isEqualTo(3);
        assertThat(again.repeatedFrames()).isEqualTo(3);
        assertThat(older.repeatedFrames()).isEqualTo(6);
        assertThat(raw("pump", "temperature"))
                .extracting(Sample::source)
                .endsWith(
                        new SourcePosition(PipelineOutput.TELEMETRY, 0, 4, 9),
                        new SourcePosition(PipelineOutput.TELEMETRY, 0, 5, 6),
                        new SourcePosition(PipelineOutput.TELEMETRY, 0, 5, 7),
                        new SourcePosition(PipelineOutput.TELEMETRY, 0, 5, 8))
                .hasSize(13);
    }

    @Test
    void aggregates_windowOfALogThatLostItsTail_isTheOneOfTheLaterEpoch() {
        SourcePosition afterTheLoss = new SourcePosition(PipelineOutput.TELEMETRY, 0, 5, 7);
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(12), 8), 1)
                .add(PipelineOutput.window("pump", 0, afterTheLoss, 5), 2)
                .build());

        assertThat(windows("pump")).singleElement().satisfies(window -> {
            assertThat(window.statistics().count()).isEqualTo(5);
            assertThat(window.source()).isEqualTo(afterTheLoss);
        });
    }

    @Test
    void commit_otherDevicesLowerOffset_isNoRepeat() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 100).frame())
                .build());

        Committed committed = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("fan", 1, 3).frame())
                .build());

        assertThat(committed.frames()).isEqualTo(1);
    }

    @Test
    void commit_systemDevice_advancesOffsetsAndStoresNothing() {
        Committed committed = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores(Topics.heartbeatDevice(0), 1, 0).frame())
                .add(PipelineOutput.anomaly("a1", Topics.heartbeatDevice(0), 1).emitted(), 1)
                .add(PipelineOutput.window(Topics.heartbeatDevice(0), 0, PipelineOutput.at(0), 1), 1)
                .advance(PipelineOutput.SCORES, PipelineOutput.next(1))
                .build());

        assertThat(committed).isEqualTo(new Committed(0, 0, 0, 0, 0));
        assertThat(store.devices("", PageRequest.first(10)).items()).isEmpty();
        assertThat(store.totals().anomalies()).isZero();
        assertThat(store.totals().aggregates()).isZero();
        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, PipelineOutput.next(1));
    }

    @Test
    void commit_frameWithoutSamples_movesTheMark() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 5).metrics().frame())
                .build());

        Committed committed = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 5).frame())
                .build());

        assertThat(committed.repeatedFrames()).isEqualTo(1);
        assertThat(store.totals().samples()).isZero();
    }

    @Test
    void commit_emptyBatch_changesNothing() {
        assertThat(store.commit(HistoryBatch.builder().build())).isEqualTo(new Committed(0, 0, 0, 0, 0));
    }

    @Test
    void offsets_afterReopening_areThoseOfTheLastCommit() {
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, PipelineOutput.next(10))
                .advance(new LogPartition(PipelineOutput.SCORES.topicId(), 1), PipelineOutput.next(3))
                .build());
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, PipelineOutput.next(12))
                .advance(PipelineOutput.ANOMALIES, PipelineOutput.next(4))
                .build());
        reopen();

        assertThat(store.offsets())
                .containsOnly(
                        Map.entry(PipelineOutput.SCORES, PipelineOutput.next(12)),
                        Map.entry(new LogPartition(PipelineOutput.SCORES.topicId(), 1), PipelineOutput.next(3)),
                        Map.entry(PipelineOutput.ANOMALIES, PipelineOutput.next(4)));
    }

    @Test
    void offsets_lowerOneCommitted_staysAtTheHigher() {
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, PipelineOutput.next(10))
                .build());
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, PipelineOutput.next(4))
                .build());

        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, PipelineOutput.next(10));
        reopen();
        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, PipelineOutput.next(10));
    }

    @Test
    void offsets_lowerOneUnderAHigherEpoch_isTheLaterOne() {
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, new LogOffset(4, 1_000))
                .build());
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, new LogOffset(5, 601))
                .build());
        store.commit(HistoryBatch.builder()
                .advance(PipelineOutput.SCORES, new LogOffset(4, 2_000))
                .build());

        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, new LogOffset(5, 601));
        reopen();
        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, new LogOffset(5, 601));
    }

    @Test
    void id_afterReopening_isTheSame() {
        String id = store.id();
        reopen();

        assertThat(id).isNotEmpty();
        assertThat(store.id()).isEqualTo(id);
    }

    @Test
    void commit_fromSeveralThreads_losesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> writers = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            String device = "device-" + thread;
            writers.add(threads.submit(() -> {
                for (int batch = 0; batch < 20; batch++) {
                    store.commit(frames(device, batch * 5L, batch * 5L + 5).build());
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        assertThat(store.totals().samples()).isEqualTo(300);
        assertThat(raw("device-1", "temperature")).hasSize(100);
    }

    @Test
    void commit_revisionsOutOfOrder_keepsTheHighest() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.anomaly("a1", "pump", 1_000).revision(2).emitted(), 1)
                .add(
                        PipelineOutput.anomaly("a1", "pump", 1_000)
                                .revision(3)
                                .endedAt(9_000)
                                .emitted(),
                        2)
                .add(PipelineOutput.anomaly("a1", "pump", 1_000).revision(1).emitted(), 3)
                .build());
        Committed late = store.commit(HistoryBatch.builder()
                .add(PipelineOutput.anomaly("a1", "pump", 1_000).revision(2).emitted(), 4)
                .build());

        assertThat(late.anomalies()).isZero();
        assertThat(store.anomaly("a1"))
                .contains(PipelineOutput.anomaly("a1", "pump", 1_000)
                        .revision(3)
                        .endedAt(9_000)
                        .emitted());
        assertThat(store.totals().anomalies()).isEqualTo(1);
        assertThat(store.totals().openAnomalies()).isZero();
    }

    @Test
    void commit_newRevision_replacesWhatIsSearchedBy() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.anomaly("a1", "pump", 1_000).emitted(), 1)
                .build());
        Anomaly ended = PipelineOutput.anomaly("a1", "pump", 1_000)
                .revision(2)
                .severity(Severity.CRITICAL)
                .endedAt(2_000)
                .emitted();

        store.commit(HistoryBatch.builder().add(ended, 2).build());

        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.OPEN))).isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withSeverity(Severity.WARNING))).isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.ENDED).withSeverity(Severity.CRITICAL)))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_001, 9_000))))
                .isEmpty();
    }

    @Test
    void aggregates_windowEmittedAgainFromOnePartition_isTheOneOfTheHighestOffset() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(9), 5), 1)
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(12), 8), 2)
                .build());
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(9), 5), 3)
                .build());

        assertThat(windows("pump")).singleElement().satisfies(window -> {
            assertThat(window.statistics().count()).isEqualTo(8);
            assertThat(window.source()).isEqualTo(PipelineOutput.at(12));
        });
    }

    @Test
    void aggregates_windowEmittedFromTwoPartitions_isTheOneThatSawMost() {
        SourcePosition stray = new SourcePosition(PipelineOutput.TELEMETRY, 1, 4, 999);
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(5), 30), 1)
                .add(PipelineOutput.window("pump", 0, PipelineOutput.at(7), 20), 1)
                .add(PipelineOutput.window("pump", 0, stray, 3), 1)
                .build());

        assertThat(windows("pump")).singleElement().satisfies(window -> {
            assertThat(window.statistics().count()).isEqualTo(20);
            assertThat(window.source()).isEqualTo(PipelineOutput.at(7));
        });
    }
}
