package io.anomalyradar.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.codec.StateFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowAggregatorTest {

    private static final Path GOLDEN = Path.of("..", "spec", "golden", "device-windows-v1.hex");
    private static final long YEAR = 31_557_600_000L;

    private final WindowAggregator aggregator = new WindowAggregator(WindowConfig.DEFAULT);
    private final DeviceWindows state = aggregator.newState();
    private final List<WindowResult> results = new ArrayList<>();

    private record Sample(long time, double value) {}

    @Test
    void add_oneToTenInATumblingWindow_givesTheClosedForms() {
        for (int i = 1; i <= 10; i++) {
            add(1_700_000_000_000L + i * 900L, i);
        }

        add(1_700_000_010_000L, 0);

        assertThat(results).hasSize(2);
        WindowResult tumbling = results.get(0);
        assertThat(tumbling.sizeMillis()).isEqualTo(10_000);
        assertThat(tumbling.startMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(tumbling.endMillis()).isEqualTo(1_700_000_010_000L);
        assertThat(tumbling.count()).isEqualTo(10);
        assertThat(tumbling.average()).isCloseTo(5.5, within(1e-14));
        assertThat(tumbling.min()).isEqualTo(1);
        assertThat(tumbling.max()).isEqualTo(10);
        assertThat(tumbling.standardDeviation()).isCloseTo(Math.sqrt(99 / 12.0), within(1e-14));
        assertThat(tumbling.p99()).isCloseTo(9, within(0.09)); // rank 8 of 0 … 9
        WindowResult sliding = results.get(1);
        assertThat(sliding.sizeMillis()).isEqualTo(60_000);
        assertThat(sliding.endMillis()).isEqualTo(tumbling.endMillis());
        assertThat(sliding.count()).isEqualTo(10);
        assertThat(sliding.standardDeviation()).isEqualTo(tumbling.standardDeviation());
    }

    @Property(tries = 200)
    void add_anySeries_agreesWithWindowsComputedFromAllSamples(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int size) {
        SplitMix64 random = new SplitMix64(seed);
        DeviceWindows windows = aggregator.newState();
        List<WindowResult> emitted = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        long time = (long) (1e12 * (random.uniform() - 0.5));
        for (int i = 0; i < size; i++) {
            double gap = random.uniform();
            time += gap < 0.1 ? 0 : gap < 0.9 ? (long) (8_000 * random.uniform()) : (long) (100_000 * random.uniform());
            Sample sample = new Sample(time, 1e6 + 100 * random.noise());
            samples.add(sample);
            aggregator.add(windows, 0, sample.time(), sample.value(), (metric, result) -> emitted.add(result));
        }

        aggregator.flushIdle(windows, (metric, result) -> emitted.add(result));

        Map<List<Long>, List<Double>> expected = windowsOf(samples);
        Map<List<Long>, WindowResult> actual = new HashMap<>();
        for (WindowResult result : emitted) {
            WindowResult before = actual.put(List.of(result.sizeMillis(), result.startMillis()), result);
            assertThat(before).as("emitted twice without more samples").isNull();
        }
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((window, result) -> assertAgrees(result, expected.getOrDefault(window, List.of())));
    }

    @Test
    void add_gapOfYears_emitsEachWindowOnceAndNothingEmpty() {
        add(-50 * YEAR, 1);
        add(50 * YEAR, 2);
        add(50 * YEAR + 20_000, 3);

        assertThat(results).hasSize(1 + 6 + 1 + 2);
        assertThat(results).allMatch(result -> result.count() == 1);
        assertThat(results.subList(1, 7))
                .extracting(WindowResult::endMillis)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void add_timesBefore1970_fallIntoTheWindowThatHoldsThem() {
        add(-1, 5);
        add(0, 6);

        assertThat(results.get(0).startMillis()).isEqualTo(-10_000);
        assertThat(results.get(0).endMillis()).isZero();
    }

    @Test
    void add_beforeTheOpenPane_isRefusedAndChangesNothing() {
        add(20_000, 1);
        byte[] before = DeviceWindowsCodec.encode(state);

        assertThatIllegalArgumentException().isThrownBy(() -> add(19_999, 1)).withMessageContaining("19999");

        assertThat(DeviceWindowsCodec.encode(state)).containsExactly(before);
    }

    @Test
    void add_noiseOnBillion_keepsTheDigitsOfTheNoise() {
        SplitMix64 random = new SplitMix64(1);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            values.add(1e9 + 0.01 * random.noise());
            add(i, values.get(i));
        }

        add(60_000, 0);

        WindowResult sliding = results.get(results.size() - 1);
        assertThat(sliding.count()).isEqualTo(60_000);
        double mean = values.stream().mapToDouble(x -> x - 1e9).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(x -> Math.pow(x - 1e9 - mean, 2))
                .average()
                .orElseThrow();
        assertThat(sliding.standardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-11));
        assertThat(sliding.average()).isCloseTo(1e9 + mean, within(2e-7));
    }

    @Test
    void flushIdle_thenMoreSamples_emitsTheSameWindowsWithLargerCounts() {
        add(1_000, 5);
        flush();
        List<WindowResult> provisional = List.copyOf(results);
        results.clear();

        flush();
        assertThat(results).as("nothing new").isEmpty();
        add(2_000, 7);
        add(10_000, 9);

        assertThat(provisional).hasSize(1 + 6).allMatch(result -> result.count() == 1);
        assertThat(results).hasSize(2);
        assertThat(results.get(0).startMillis()).isEqualTo(provisional.get(0).startMillis());
        assertThat(results.get(0).count()).isEqualTo(2);
        assertThat(results.get(1).startMillis()).isEqualTo(provisional.get(1).startMillis());
        assertThat(results.get(1).count()).isEqualTo(2);
    }

    @Test
    void add_severalMetrics_areToldApart() {
        Map<Integer, List<WindowResult>> byMetric = new TreeMap<>();
        WindowSink sink = (metric, result) ->
                byMetric.computeIfAbsent(metric, key -> new ArrayList<>()).add(result);

        for (int metric : new int[] {7, 0, 3}) {
            aggregator.add(state, metric, 0, metric, sink);
        }
        aggregator.add(state, 3, 10_000, 3, sink);
        aggregator.flushIdle(state, sink);

        assertThat(byMetric.keySet()).containsExactly(0, 3, 7);
        byMetric.forEach((metric, list) -> assertThat(list).allMatch(result -> result.average() == metric));
    }

    @Test
    void copy_originalGoesOn_isNotAffected() {
        fill(state, 0, 100_000);
        byte[] before = DeviceWindowsCodec.encode(state);

        DeviceWindows copy = state.copy();
        fill(state, 100_000, 150_000);

        assertThat(DeviceWindowsCodec.encode(copy)).containsExactly(before);
        fill(copy, 100_000, 150_000);
        assertThat(DeviceWindowsCodec.encode(copy)).containsExactly(DeviceWindowsCodec.encode(state));
    }

    @Property(tries = 50)
    void decode_cutAnywhere_continuesWithTheSameResults(@ForAll @IntRange(max = 200_000) int cut) {
        DeviceWindows original = aggregator.newState();
        fill(original, 0, cut);

        DeviceWindows restored = DeviceWindowsCodec.decode(DeviceWindowsCodec.encode(original));

        List<WindowResult> expected = fill(original, cut, cut + 150_000);
        assertThat(fill(restored, cut, cut + 150_000)).isEqualTo(expected);
        assertThat(DeviceWindowsCodec.encode(restored)).containsExactly(DeviceWindowsCodec.encode(original));
    }

    @Test
    void decode_goldenStateOfVersion1_isReadAndWrittenTheSame() throws IOException {
        byte[] golden = HexFormat.of().parseHex(Files.readString(GOLDEN).replaceAll("\\s", ""));

        DeviceWindows restored = DeviceWindowsCodec.decode(golden);

        assertThat(DeviceWindowsCodec.encode(restored)).containsExactly(golden);
        assertThat(DeviceWindowsCodec.encode(goldenState())).containsExactly(golden);
    }

    @Test
    void decode_anyByteChanged_isRefused() {
        byte[] bytes = DeviceWindowsCodec.encode(goldenState());

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x04;
            assertThatExceptionOfType(StateFormatException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> DeviceWindowsCodec.decode(damaged));
        }
    }

    @Test
    void add_stateOfOtherLengths_startsAnew() {
        WindowAggregator minutes = new WindowAggregator(new WindowConfig(60_000, 5));
        add(1_000, 1);

        minutes.add(state, 0, 500, 2, (metric, result) -> results.add(result));
        minutes.flushIdle(state, (metric, result) -> results.add(result));

        assertThat(results).hasSize(1 + 5);
        assertThat(results.get(0).sizeMillis()).isEqualTo(60_000);
        assertThat(results).allMatch(result -> result.count() == 1 && result.average() == 2);
    }

    private DeviceWindows goldenState() {
        DeviceWindows windows = aggregator.newState();
        WindowSink nowhere = (metric, result) -> {};
        for (int i = 0; i < 30; i++) {
            aggregator.add(windows, 0, 1_700_000_000_000L + 1_500L * i, i % 7 - 3, nowhere);
        }
        aggregator.add(windows, 2, -5, 1e9, nowhere);
        aggregator.flushIdle(windows, nowhere);
        aggregator.add(windows, 2, -4, 1e9 + 0.5, nowhere);
        return windows;
    }

    private List<WindowResult> fill(DeviceWindows windows, int from, int to) {
        List<WindowResult> emitted = new ArrayList<>();
        SplitMix64 random = new SplitMix64(from);
        for (int time = from; time < to; time += 777) {
            aggregator.add(windows, time % 3, time, random.noise(), (metric, result) -> emitted.add(result));
        }
        return emitted;
    }

    /** Every window that holds a sample, by size and start, from the definition. */
    private static Map<List<Long>, List<Double>> windowsOf(List<Sample> samples) {
        Map<List<Long>, List<Double>> windows = new HashMap<>();
        for (Sample sample : samples) {
            long pane = Math.floorDiv(sample.time(), 10_000L) * 10_000;
            windows.computeIfAbsent(List.of(10_000L, pane), key -> new ArrayList<>())
                    .add(sample.value());
            for (long start = pane - 50_000; start <= pane; start += 10_000) {
                windows.computeIfAbsent(List.of(60_000L, start), key -> new ArrayList<>())
                        .add(sample.value());
            }
        }
        return windows;
    }

    private static void assertAgrees(WindowResult result, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double mean = values.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        double p99 = sorted.get((int) (0.99 * (sorted.size() - 1)));
        assertThat(result.count()).isEqualTo(values.size());
        assertThat(result.average()).isCloseTo(mean, within(1e-8));
        assertThat(result.standardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
        assertThat(result.min()).isEqualTo(sorted.get(0));
        assertThat(result.max()).isEqualTo(sorted.get(sorted.size() - 1));
        assertThat(result.p99()).isCloseTo(p99, within(0.01 * Math.abs(p99)));
    }

    private void add(long time, double value) {
        aggregator.add(state, 0, time, value, (metric, result) -> results.add(result));
    }

    private void flush() {
        aggregator.flushIdle(state, (metric, result) -> results.add(result));
    }
}
