package io.anomalyradar.history.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.TimeRange;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store without transactions that stops at any moment loses nothing and doubles nothing. */
class CrashTest {
    /** Moments at which a commit can stop: before and after each of its five tables. */
    private static final int MOMENTS = 10;

    /**
     * A step of a history.
     *
     * @param append records that the pipeline appends before it; {@code repeat} of them are older frames once more
     * @param read records that the next batch holds at most
     * @param stopAt the moment at which its commit stops; from MOMENTS on it does not
     * @param restart whether the process is new after the stop; else the same process tries again
     * @param order shuffles how the partitions are interleaved
     */
    record Step(int append, int repeat, int read, int stopAt, boolean restart, long order) {}

    @Provide
    static Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(1, 15),
                        Arbitraries.integers().between(0, MOMENTS + 3),
                        Arbitraries.of(true, false),
                        Arbitraries.longs())
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 500)
    void commit_stoppedAtAnyMoment_storesWhatTheModelHolds(@ForAll("histories") List<Step> steps) {
        PipelineLog log = new PipelineLog();
        MemoryTables tables = new MemoryTables();
        HistoryStore store = new HistoryStore(new MemoryRows(tables));
        for (Step step : steps) {
            log.append(step.append, step.repeat, step.order);
            HistoryBatch batch = log.read(store.offsets(), step.read, step.order);
            tables.stopAt(step.stopAt < MOMENTS ? step.stopAt : -1);
            try {
                store.commit(batch);
            } catch (HistoryException.OutcomeUnknown stopped) {
                if (step.restart) {
                    store = new HistoryStore(new MemoryRows(tables));
                    finish(store, log, tables, step);
                } else {
                    store.commit(batch);
                }
            }
            tables.stopAt(-1);
        }
        store.commit(log.read(store.offsets(), Integer.MAX_VALUE, 0));

        log.assertStoredOnce(store);
        log.assertNoRowOfAWindowTwice(store);
    }

    /** Reads the interrupted batch again, in another interleaving, and stops once more on the way. */
    private static void finish(HistoryStore store, PipelineLog log, MemoryTables tables, Step step) {
        Intent intent = store.unfinished().orElse(null);
        if (intent == null) {
            return;
        }
        HistoryBatch again = log.readUpTo(store.offsets(), intent, step.order + 1);
        tables.stopAt((int) Math.floorMod(step.order, MOMENTS + 3L));
        try {
            store.finish(again);
        } catch (HistoryException.OutcomeUnknown stopped) {
            tables.stopAt(-1);
            HistoryStore restarted = new HistoryStore(new MemoryRows(tables));
            restarted
                    .unfinished()
                    .ifPresent(left -> restarted.finish(log.readUpTo(restarted.offsets(), left, step.order + 2)));
            store.commit(HistoryBatch.builder().build()); // the ledger of the stopped process is stale
        }
    }

    private final MemoryTables tables = new MemoryTables();

    private HistoryStore open() {
        return new HistoryStore(new MemoryRows(tables));
    }

    private static HistoryBatch batch(long from, long to) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (long offset = from; offset < to; offset++) {
            batch.add(PipelineOutput.scores("pump", offset, offset).frame());
        }
        return batch.advance(PipelineOutput.SCORES, PipelineOutput.next(to)).build();
    }

    private static List<Long> stored(HistoryStore store) {
        return ((Series.Raw) store.series("pump", "temperature", TimeRange.ALL, HistoryStore.MAX_POINTS))
                .samples().stream()
                        .map(Sample::source)
                        .map(source -> source.offset())
                        .toList();
    }

    @Test
    void commit_beforeTheInterruptedBatchIsFinished_isRefused() {
        tables.stopAt(4);
        HistoryStore stopped = open();
        assertThatThrownBy(() -> stopped.commit(batch(0, 3))).isInstanceOf(HistoryException.OutcomeUnknown.class);
        HistoryStore store = open();

        assertThat(store.unfinished())
                .map(Intent::offsets)
                .contains(Map.of(PipelineOutput.SCORES, PipelineOutput.next(3)));
        assertThat(store.offsets()).isEmpty();
        assertThatThrownBy(() -> store.commit(batch(0, 5)))
                .isInstanceOfSatisfying(HistoryException.Transient.class, busy -> assertThat(busy.code())
                        .isEqualTo(HistoryException.Code.BUSY))
                .hasMessageContaining("batch 1 of another server is not finished")
                .hasMessageContaining(PipelineOutput.SCORES.toString());
        assertThatThrownBy(() -> store.finish(batch(0, 5))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.finish(batch(0, 3)).samples()).isEqualTo(3);
        assertThat(store.commit(batch(0, 5)).repeatedFrames()).isEqualTo(3);
        assertThat(stored(store)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7, 8})
    void commit_whileTheBatchOfAnotherIsOpen_isRefusedUntilItsWriterHasFinishedIt(int moment) {
        HistoryStore writer = open();
        HistoryStore other = open();
        HistoryBatch open = batch(0, 3);
        tables.stopAt(moment);
        assertThatThrownBy(() -> writer.commit(open)).isInstanceOf(HistoryException.OutcomeUnknown.class);

        assertThatThrownBy(() -> other.commit(batch(0, 5))).isInstanceOf(HistoryException.Conflict.class);
        assertThatThrownBy(() -> other.commit(batch(0, 5)))
                .isInstanceOfSatisfying(HistoryException.class, busy -> assertThat(busy.retryMayHelp())
                        .isTrue());
        writer.commit(open);

        assertThat(other.commit(batch(0, 5)).repeatedFrames()).isEqualTo(3);
        assertThat(stored(other)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    /** The writer only seemed to be dead. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7, 8})
    void finish_byTheNewOwner_thenTheOldWriterReturns_storesNothingTwice(int moment) {
        HistoryStore old = open();
        HistoryBatch interrupted = batch(0, 3);
        tables.stopAt(moment);
        assertThatThrownBy(() -> old.commit(interrupted)).isInstanceOf(HistoryException.OutcomeUnknown.class);
        HistoryStore owner = open();

        assertThat(owner.unfinished()).flatMap(Intent::owner).contains(PipelineOutput.SCORES);
        owner.finish(batch(0, 3));
        assertThat(old.commit(interrupted).samples()).isEqualTo(3); // applied again: nothing changes
        owner.commit(batch(3, 5));
        assertThatThrownBy(() -> old.commit(batch(3, 4))).isInstanceOf(HistoryException.Conflict.class);

        assertThat(old.unfinished()).isEmpty();
        assertThat(stored(old)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void deletion_whileTheBatchOfAnotherIsOpen_isRefusedAndLaterDone() {
        HistoryStore writer = open();
        writer.commit(batch(0, 1));
        tables.stopAt(4);
        HistoryBatch open = batch(1, 3);
        assertThatThrownBy(() -> writer.commit(open)).isInstanceOf(HistoryException.OutcomeUnknown.class);
        HistoryStore other = open();

        assertThatThrownBy(() -> other.deleteDevice("pump", Long.MAX_VALUE))
                .isInstanceOf(HistoryException.Transient.class);
        writer.commit(open);

        assertThat(other.deleteDevice("pump", Long.MAX_VALUE).samples()).isEqualTo(3);
    }

    /** Both may read every record, as before and after a partition moves; one of them may crash at any moment. */
    @Property(tries = 500)
    void twoWriters_stoppedAtAnyMoment_storeWhatTheModelHolds(@ForAll("histories") List<Step> steps) {
        PipelineLog log = new PipelineLog();
        MemoryTables shared = new MemoryTables();
        HistoryStore[] writers = {new HistoryStore(new MemoryRows(shared)), new HistoryStore(new MemoryRows(shared))};
        for (Step step : steps) {
            int writer = (int) (step.order & 1);
            log.append(step.append, step.repeat, step.order);
            HistoryBatch batch = log.read(writers[writer].offsets(), step.read, step.order);
            shared.stopAt(step.stopAt < MOMENTS ? step.stopAt : -1);
            try {
                writers[writer].commit(batch);
            } catch (HistoryException.OutcomeUnknown stopped) {
                if (step.restart) {
                    writers[writer] = new HistoryStore(new MemoryRows(shared));
                }
            } catch (HistoryException refused) {
                assertThat(refused.retryMayHelp()).isTrue(); // the other one has committed, or has not finished
            }
            shared.stopAt(-1);
            if ((step.order & 2) != 0) {
                takeOver(writers[1 - writer], log, step.order);
            }
        }
        HistoryStore last = new HistoryStore(new MemoryRows(shared));
        takeOver(last, log, 0);
        last.commit(log.read(last.offsets(), Integer.MAX_VALUE, 0));

        log.assertStoredOnce(last);
    }

    /** The partitions move to {@code owner}. */
    private static void takeOver(HistoryStore owner, PipelineLog log, long order) {
        owner.unfinished().ifPresent(intent -> owner.finish(log.readUpTo(owner.offsets(), intent, order + 1)));
    }

    /** Samples of a known series are in their table, and must not be seen before their batch is finished. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7})
    void read_whileABatchIsUnfinished_seesNothingOfIt(int moment) {
        HistoryStore store = open();
        store.commit(batch(0, 3));
        tables.stopAt(moment);

        assertThatThrownBy(() -> store.commit(batch(3, 6))).isInstanceOf(HistoryException.OutcomeUnknown.class);

        assertThat(stored(open())).containsExactly(0L, 1L, 2L);
        assertThat(open().counts("pump")).extracting(SeriesCounts::total).containsExactly(3L);
    }

    @Test
    void commit_afterAnotherWriter_isAConflictAndThenReadsOn() {
        HistoryStore store = open();
        HistoryStore other = open();
        other.commit(batch(0, 4));

        assertThatThrownBy(() -> store.commit(batch(0, 3)))
                .isInstanceOfSatisfying(HistoryException.Conflict.class, conflict -> assertThat(conflict.retryMayHelp())
                        .isTrue());

        assertThat(store.commit(batch(0, 6)).repeatedFrames()).isEqualTo(4);
        assertThat(stored(store)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(store.offsets())
                .isEqualTo(Map.<LogPartition, Object>of(PipelineOutput.SCORES, PipelineOutput.next(6)));
    }

    @Test
    void newNumbers_afterADeviceWasForgotten_areTheSameWhenTheBatchIsReadAgain() {
        HistoryStore store = open();
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("fan", 1, 0).appendedAt(1_000).frame())
                .add(PipelineOutput.scores("gone", 1, 1).appendedAt(10).frame()) // has the highest numbers
                .advance(PipelineOutput.SCORES, PipelineOutput.next(2))
                .build());
        store.deleteArrivedBefore(Cutoffs.all(100));
        tables.stopAt(4); // samples are written
        HistoryBatch batch = HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 2).frame())
                .advance(PipelineOutput.SCORES, PipelineOutput.next(3))
                .build();
        assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(HistoryException.OutcomeUnknown.class);

        HistoryStore restarted = open();
        restarted.finish(batch);

        assertThat(stored(restarted)).containsExactly(2L);
    }
}
