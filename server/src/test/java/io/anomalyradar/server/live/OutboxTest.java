package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.server.testing.Examples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final SeriesName A = new SeriesName("d", "a");
    private static final SeriesName B = new SeriesName("d", "b");

    private final Outbox outbox = new Outbox();

    private static LiveSample at(long time) {
        return new LiveSample(time, time, 1, 1, 0, 2, 0, SampleStatus.NORMAL);
    }

    private static List<Long> times(LiveBatch batch) {
        return batch.samples().stream().map(LiveSample::timestampMillis).toList();
    }

    @Test
    void samplesOfTwoSeries_takenTogetherInOrder() {
        outbox.addSample(A, at(1));
        outbox.addSample(B, at(2));
        outbox.addSample(A, at(3));

        List<LiveBatch> taken = outbox.takeSamples();

        assertThat(taken).extracting(LiveBatch::series).containsExactly(A, B);
        assertThat(times(taken.get(0))).containsExactly(1L, 3L);
        assertThat(outbox.hasSamples()).isFalse();
        assertThat(outbox.coalesced()).isZero();
    }

    @Test
    void moreThanASeriesMayHave_oldestPushedOutAndCounted() {
        IntStream.range(0, Outbox.MAX_PER_SERIES + 10).forEach(i -> outbox.addSample(A, at(i)));

        List<LiveBatch> taken = outbox.takeSamples();

        assertThat(times(taken.get(0))).hasSize(Outbox.MAX_PER_SERIES).startsWith(10L);
        assertThat(outbox.coalesced()).isEqualTo(10);
    }

    @Test
    void moreThanMayWaitInAll_longestWaitingPushedOut() {
        IntStream.range(0, Outbox.MAX_SAMPLES + 5).forEach(i -> outbox.addSample(new SeriesName("d" + i, "m"), at(i)));

        List<LiveBatch> taken = outbox.takeSamples();

        assertThat(taken).hasSize(Outbox.MAX_SAMPLES);
        assertThat(taken.get(0).series().device()).isEqualTo("d5");
        assertThat(outbox.coalesced()).isEqualTo(5);
    }

    @Test
    void emittedInASnapshot_forgottenUpToThere() {
        LiveSample emitted = at(2);
        outbox.addSample(A, at(1));
        outbox.addSample(A, emitted);
        outbox.addSample(A, at(3));

        outbox.forgetUpTo(new LiveBatch(A, List.of(emitted)));

        assertThat(times(outbox.takeSamples().get(0))).containsExactly(3L);
    }

    @Test
    void newerThanEmittedInASnapshot_waits() {
        outbox.addSample(A, at(1));

        outbox.forgetUpTo(new LiveBatch(A, List.of(at(0))));

        assertThat(outbox.takeSamples()).hasSize(1);
    }

    @Test
    void emittedInASnapshotBeforeItComes_forgottenWhenItComes() {
        outbox.addSample(A, at(1));
        outbox.forgetUpTo(new LiveBatch(A, List.of(at(2))));

        outbox.addSample(A, at(2));
        outbox.addSample(B, at(2));
        outbox.addSample(A, at(3));
        outbox.addSample(A, at(4));

        List<LiveBatch> taken = outbox.takeSamples();
        assertThat(taken).extracting(LiveBatch::series).containsExactly(B, A);
        assertThat(times(taken.get(1))).containsExactly(3L, 4L);
    }

    @Test
    void allForgotten_nothingWaits() {
        LiveSample emitted = at(1);
        outbox.addSample(A, emitted);

        outbox.forgetUpTo(new LiveBatch(A, List.of(emitted)));

        assertThat(outbox.hasSamples()).isFalse();
        assertThat(outbox.takeSamples()).isEmpty();
    }

    @Test
    void anomaliesBeyondTheBound_refusedNotDropped() {
        IntStream.range(0, Outbox.MAX_ANOMALIES).forEach(i -> outbox.addAnomaly(Examples.open("a" + i, "d")));

        boolean room = outbox.addAnomaly(Examples.open("one-more", "d"));

        assertThat(room).isFalse();
        assertThat(outbox.takeAnomalies()).hasSize(Outbox.MAX_ANOMALIES);
    }
}
