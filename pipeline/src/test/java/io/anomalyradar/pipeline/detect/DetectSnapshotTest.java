package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint holds all state that later results depend on. */
class DetectSnapshotTest {
    private static final int FRAMES = 1_200;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 251, 333, 402, 599})
    void restoredInMidStream_continuesIdentically(int cut) throws Exception {
        List<Frame> frames = frames(cut);
        Emitted expected = new Emitted();
        Emitted actual = new Emitted();

        try (DetectHarness whole = DetectHarness.fresh()) {
            feed(whole, frames, 0, FRAMES);
            expected.add(whole, 0);
        }
        OperatorSubtaskState snapshot;
        try (DetectHarness before = DetectHarness.fresh()) {
            feed(before, frames, 0, cut);
            snapshot = before.snapshot();
            actual.add(before, 0);
        }
        try (DetectHarness after = DetectHarness.restored(snapshot, cut)) {
            feed(after, frames, cut, FRAMES);
            actual.add(after, 0);
        }

        assertThat(actual.scores).isEqualTo(expected.scores);
        assertThat(actual.anomalies).isEqualTo(expected.anomalies).isNotEmpty();
        assertThat(actual.refusals).isEqualTo(expected.refusals).isNotEmpty();
    }

    @Test
    void replayedRecords_giveTheSameResultsUnderTheSameIds() throws Exception {
        List<Frame> frames = frames(7);
        Emitted first = new Emitted();
        Emitted second = new Emitted();

        for (Emitted emitted : List.of(first, second)) {
            try (DetectHarness harness = DetectHarness.fresh()) {
                feed(harness, frames, 0, FRAMES);
                emitted.add(harness, 0);
            }
        }

        assertThat(second.scores).isEqualTo(first.scores);
        assertThat(second.anomalies).isEqualTo(first.anomalies);
    }

    @Test
    void framesDuringASnapshot_areNotInIt() throws Exception {
        List<Frame> frames = frames(11);
        Emitted expected = new Emitted();
        Emitted actual = new Emitted();
        OperatorSubtaskState snapshot;

        try (DetectHarness harness = DetectHarness.fresh()) {
            feed(harness, frames, 0, 300);
            OperatorSnapshotFutures begun = beginSnapshot(harness);
            feed(harness, frames, 300, FRAMES); // before a byte of the snapshot is written
            snapshot = OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();
            expected.add(harness, 300);
        }
        try (DetectHarness harness = DetectHarness.restored(snapshot, 300)) {
            feed(harness, frames, 300, FRAMES);
            actual.add(harness, 0);
        }

        assertThat(actual.scores).isEqualTo(expected.scores);
    }

    @Test
    void timersOfTheSnapshot_stillForgetSilentDevices() throws Exception {
        OperatorSubtaskState snapshot;
        try (DetectHarness before = DetectHarness.fresh()) {
            before.send("pump-7", 0, 50);
            snapshot = before.snapshot();
        }

        try (DetectHarness after = DetectHarness.restored(snapshot, 1)) {
            int restored = after.devicesRemembered();
            after.watermark(START + DetectHarness.TTL);

            assertThat(restored).isOne();
            assertThat(after.devicesRemembered()).isZero();
        }
    }

    private static OperatorSnapshotFutures beginSnapshot(DetectHarness harness) throws Exception {
        AbstractStreamOperator<?> operator =
                (AbstractStreamOperator<?>) harness.operator().getOperator();
        return operator.snapshotState(
                1,
                1,
                new CheckpointOptions(CheckpointType.CHECKPOINT, CheckpointStorageLocationReference.getDefault()),
                new MemCheckpointStreamFactory(64 << 20));
    }

    private static void feed(DetectHarness harness, List<Frame> frames, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            harness.send(frames.get(i), START + i * 1_000L);
        }
    }

    /** Three devices with noise, spikes, late samples, repeated frame ids and more metrics than they may have. */
    private static List<Frame> frames(long seed) {
        Random random = new Random(seed);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            String[] metrics =
                    random.nextInt(20) == 0 ? new String[] {"t", "w" + random.nextInt(9)} : new String[] {"t", "p"};
            double spike = i >= FRAMES / 3 && i % 120 > 110 ? 40 : 0;
            long late = random.nextInt(15) == 0 ? 60_000 : 0;
            frames.add(Frame.of("device-" + i % 3, i * 1_000L - late, metrics, new double[] {
                        50 + random.nextGaussian() + spike, random.nextGaussian()
                    })
                    .withId(random.nextInt(4) == 0 ? "id-" + random.nextInt(50) : null));
        }
        return frames;
    }

    /** The output of an operator, as text, because two NaN must be equal here. */
    private static final class Emitted {
        final List<String> scores = new ArrayList<>();
        final List<String> anomalies = new ArrayList<>();
        final List<String> refusals = new ArrayList<>();

        void add(DetectHarness harness, long fromOffset) {
            harness.scores().stream()
                    .filter(frame -> frame.source().offset() >= fromOffset)
                    .forEach(frame -> {
                        StringBuilder text = new StringBuilder(frame.toString());
                        for (int i = 0; i < frame.size(); i++) {
                            text.append(frame.status(i))
                                    .append(frame.expected(i))
                                    .append(frame.upper(i));
                        }
                        scores.add(text.toString());
                    });
            harness.anomalies().forEach(anomaly -> anomalies.add(anomaly.toString()));
            harness.letters().forEach(letter -> refusals.add(letter.source() + " " + letter.refusals()));
        }
    }
}
