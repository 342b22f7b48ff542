package io.anomalyradar.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SplitMix64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesMemoryTest {
    private static final DetectorConfig FULL = DetectorConfig.ZSCORE;
    private static final DeviceDetector HALF = new DeviceDetector(FULL.withWindow(FULL.window() / 2));
    private static final double BYTES = new DeviceDetector(FULL).stateBytes(1);

    private final Evaluation evaluation = new Evaluation();

    @Test
    void add_beyondTheBudget_keepsCountersAndTheAnomalyInTheMaking() {
        SeriesMemory memory = new SeriesMemory(FULL, 1.5 * BYTES);
        memory.add("a");
        double[] values = new SplitMix64Signal(3).first(2_000);
        values[1_998] += 30;
        values[1_999] += 30;
        step(memory, 0, values);
        step(memory, 0, -1, 0); // late

        memory.add("b");

        double spike = values[1_999];
        step(memory, 0, 2_000_000, spike);
        assertThat(memory.window()).isEqualTo(600);
        assertThat(memory.state().samples(0)).isEqualTo(2_001);
        assertThat(memory.state().late(0)).isEqualTo(1);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
        assertThat(evaluation.run().samples()).isEqualTo(3);
    }

    @Test
    void add_beyondTheBudget_expectsFromTheNewestSamplesOfTheSmallerWindow() {
        SeriesMemory memory = new SeriesMemory(FULL, 1.5 * BYTES);
        memory.add("a");
        double[] values = IntStream.range(0, 1_200)
                .mapToDouble(i -> i % 3 + (i < 600 ? 0 : 1))
                .toArray();
        step(memory, 0, values);

        memory.add("b");

        step(memory, 0, 2_000_000, 2);
        assertThat(evaluation.expected()).isCloseTo(2, within(1e-9));
    }

    @Test
    void restore_moreSeriesThanFit_halvesTheWindowOrIsRefusedWithoutChange() {
        SeriesMemory large = new SeriesMemory(FULL, 10 * BYTES);
        IntStream.range(0, 3).forEach(i -> large.add("series-" + i));
        SeriesMemory medium = new SeriesMemory(FULL, 3 * HALF.stateBytes(1));
        SeriesMemory small = new SeriesMemory(FULL, BYTES);
        small.add("mine");

        medium.restore(large.snapshot());

        assertThat(medium.window()).isEqualTo(600);
        assertThat(medium.state().seriesCount()).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(() -> small.restore(large.snapshot()));
        assertThat(small.state().metric(0)).isEqualTo("mine");
        assertThat(small.window()).isEqualTo(1_200);
    }

    @Test
    void restore_snapshotOfASmallerWindow_takesTheFullWindowWhereItFits() {
        SeriesMemory tight = new SeriesMemory(FULL, HALF.stateBytes(1));
        tight.add("a");
        SeriesMemory roomy = new SeriesMemory(FULL, 10 * BYTES);

        roomy.restore(tight.snapshot());

        assertThat(tight.window()).isEqualTo(600);
        assertThat(roomy.window()).isEqualTo(1_200);
        assertThat(roomy.state().seriesCount()).isEqualTo(1);
    }

    private void step(SeriesMemory memory, int series, double[] values) {
        for (int i = 0; i < values.length; i++) {
            step(memory, series, 1_000L * i, values[i]);
        }
    }

    private void step(SeriesMemory memory, int series, long timestampMillis, double value) {
        memory.detector().step(memory.state(), series, timestampMillis, value, evaluation);
    }

    /** Noise about 100. */
    private record SplitMix64Signal(long seed) {
        double[] first(int count) {
            SplitMix64 random = new SplitMix64(seed);
            return IntStream.range(0, count)
                    .mapToDouble(i -> 100 + random.noise())
                    .toArray();
        }
    }
}
