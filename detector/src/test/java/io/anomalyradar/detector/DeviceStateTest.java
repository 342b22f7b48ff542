package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeviceStateTest {

    private final DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
    private final DeviceState state = detector.newState();

    @Property
    void indexOf_anyNamesInAnyOrder_agreesWithAMap(@ForAll @Size(max = 200) List<String> names, @ForAll long seed) {
        DeviceState device = detector.newState();
        Map<String, Integer> expected = new HashMap<>();
        for (String name : names) {
            if (device.indexOf(name) < 0) {
                expected.put(name, device.addMetric(name));
            }
        }
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < names.size(); i++) {
            String name = names.get((int) (random.uniform() * names.size()));
            assertThat(device.indexOf(name)).isEqualTo(expected.get(name));
            assertThat(device.metric(device.indexOf(name))).isEqualTo(name);
            assertThat(device.indexOf(name + "\0")).isEqualTo(expected.getOrDefault(name + "\0", -1));
        }

        assertThat(device.seriesCount()).isEqualTo(expected.size());
    }

    @Test
    void indexOf_equalNameThatIsAnotherObject_isFound() {
        state.addMetric("temperature");

        assertThat(state.indexOf(new String("temperature".toCharArray()))).isZero();
    }

    @Test
    void addMetric_nameThatIsThere_isRefused() {
        state.addMetric("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.addMetric("a"))
                .withMessageContaining("a");
    }

    @Test
    void addMetric_afterSamples_leavesTheOtherSeriesAsTheyAre() {
        Evaluation evaluation = new Evaluation();
        state.addMetric("m0");
        for (int i = 0; i < 100; i++) {
            detector.step(state, 0, i, i % 7, evaluation);
        }
        double[] before = series(state, 0);

        for (int i = 1; i < 100; i++) {
            state.addMetric("m" + i);
        }

        assertThat(series(state, 0)).containsExactly(before);
        assertThat(series(state, 99)).containsOnly(0);
        assertThat(state.samples(0)).isEqualTo(100);
        assertThat(state.samples(99)).isZero();
    }

    @Test
    void late_samplesBeforeTheNewest_areCounted() {
        Evaluation evaluation = new Evaluation();
        state.addMetric("m");
        detector.step(state, 0, 10, 1, evaluation);
        detector.step(state, 0, 9, 1, evaluation);
        detector.step(state, 0, 10, 1, evaluation);

        assertThat(state.late(0)).isEqualTo(1);
        assertThat(state.samples(0)).isEqualTo(2);
    }

    @Test
    void step_unknownPosition_isRefused() {
        state.addMetric("m");

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> detector.step(state, 1, 0, 0, new Evaluation()));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> detector.step(state, -1, 0, 0, new Evaluation()));
    }

    @Property
    void addFrame_anyIds_remembersTheNewestOnly(
            @ForAll @IntRange(min = 1, max = 20) int bound,
            @ForAll @Size(max = 200) List<@IntRange(max = 30) Integer> ids) {
        DeviceState device = new DeviceState(DetectorConfig.DEFAULT, bound);
        Deque<Integer> remembered = new ArrayDeque<>();

        for (int id : ids) {
            boolean isNew = !remembered.contains(id);
            assertThat(device.addFrame("frame-" + id)).isEqualTo(isNew);
            if (isNew) {
                remembered.addLast(id);
            }
            if (remembered.size() > bound) {
                remembered.removeFirst();
            }
        }
    }

    @Test
    void addFrame_manySimilarIds_areAllEmitted() {
        DeviceState device = new DeviceState(DetectorConfig.DEFAULT, 5_000);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ids.add("k-" + i);
            ids.add("k-" + i + "-");
        }

        assertThat(ids).allMatch(device::addFrame);
        assertThat(ids).noneMatch(device::addFrame);
    }

    @Test
    void copy_originalGoesOn_isNotAffected() {
        DeviceState original = fleet(3, 500);
        original.addFrame("seen");
        byte[] before = DeviceStateCodec.encode(original);

        DeviceState copy = original.copy();
        run(original, 500, 600);
        original.addMetric("new");
        original.addFrame("unseen");
        original.arrivedAt(99);

        assertThat(DeviceStateCodec.encode(copy)).containsExactly(before);
        assertThat(copy.indexOf("new")).isNegative();
        assertThat(copy.addFrame("seen")).isFalse();
        assertThat(copy.addFrame("unseen")).isTrue();
    }

    @Test
    void copy_copyGoesOn_givesTheSameBitsAsTheOriginalAndLeavesItAlone() {
        DeviceState original = fleet(3, 500);
        byte[] before = DeviceStateCodec.encode(original);

        DeviceState copy = original.copy();
        long copied = run(copy, 500, 900);

        assertThat(DeviceStateCodec.encode(original)).containsExactly(before);
        assertThat(run(original, 500, 900)).isEqualTo(copied);
        assertThat(DeviceStateCodec.encode(original)).containsExactly(DeviceStateCodec.encode(copy));
    }

    @Test
    void step_manySeriesOfOneDevice_givesWhatEachGivesAlone() {
        DeviceState together = fleet(5, 0);
        Evaluation evaluation = new Evaluation();
        Evaluation alone = new Evaluation();
        SeriesDetector series = new SeriesDetector(DetectorConfig.DEFAULT);
        double[][] states = new double[5][series.stateSize()];
        GoldenSignal signal = new GoldenSignal(3);

        for (int i = 0; i < 20_000; i++) {
            signal.next();
            int metric = i * 7 % 5;
            detector.step(together, metric, signal.timestampMillis(), signal.value(), evaluation);
            series.step(states[metric], 0, signal.timestampMillis(), signal.value(), alone);
            assertThat(evaluation.status()).isEqualTo(alone.status());
            assertThat(Double.compare(evaluation.score(), alone.score())).isZero();
        }

        for (int i = 0; i < 5; i++) {
            assertThat(series(together, i)).containsExactly(states[i]);
        }
    }

    private static double[] series(DeviceState state, int index) {
        return state.series(index).numbers().clone();
    }

    private DeviceState fleet(int metrics, int samples) {
        DeviceState device = detector.newState();
        for (int i = 0; i < metrics; i++) {
            device.addMetric("metric." + i);
        }
        run(device, 0, samples);
        return device;
    }

    private long run(DeviceState device, int from, int to) {
        Evaluation evaluation = new Evaluation();
        Digest digest = new Digest();
        SplitMix64 random = new SplitMix64(from);
        for (int i = from; i < to; i++) {
            for (int m = 0; m < device.seriesCount(); m++) {
                detector.step(device, m, i, random.noise() + (i % 50 < 4 ? 9 : 0), evaluation);
                digest.add(evaluation);
            }
        }
        return digest.value();
    }

    @Test
    void adopt_stateOfTheSameLayout_leavesItsBits() {
        state.addMetric("a");
        SplitMix64 random = new SplitMix64(5);
        for (int t = 0; t < 2_000; t++) {
            detector.step(state, 0, t, random.noise(), new Evaluation());
        }
        byte[] before = DeviceStateCodec.encode(state);

        new DeviceDetector(DetectorConfig.DEFAULT).adopt(state);

        assertThat(DeviceStateCodec.encode(state)).isEqualTo(before);
    }

    @Test
    void stateBytes_ofSeries_areThoseOfTheirNumbers() {
        state.addMetric("a");

        long one = detector.stateBytes(1);

        assertThat(one).isEqualTo((long) Double.BYTES * new SeriesDetector(DetectorConfig.DEFAULT).stateSize());
        assertThat(detector.stateBytes(1_000_000)).isEqualTo(1_000_000 * one);
    }

    @Test
    void step_budgetOfTheDevice_isSharedByItsSeriesAndWhereTheyAreJudgedTogetherByOneMore() {
        double[] threeTogether = numbersOfTheFirstOf(3, true);
        double[] three = numbersOfTheFirstOf(3, false);
        double[] four = numbersOfTheFirstOf(4, false);

        assertThat(threeTogether).isEqualTo(four).isNotEqualTo(three);
    }

    /** The numbers of the first series of a device with so many, after a hundred samples. */
    private static double[] numbersOfTheFirstOf(int series, boolean together) {
        BudgetConfig budget = new BudgetConfig(10, BudgetConfig.Scope.DEVICE, 1);
        DeviceDetector asked = new DeviceDetector(DetectorConfig.DEFAULT.withBudget(budget));
        DeviceState device = asked.newState();
        for (int i = 0; i < series; i++) {
            device.addMetric("m" + i);
        }
        if (together) {
            device.joint(new JointDetector(JointConfig.DEFAULT, budget));
        }
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 100; i++) {
            asked.step(device, 0, 60_000L * i, random.noise(), new Evaluation());
        }
        return device.series(0).numbers().clone();
    }
}
