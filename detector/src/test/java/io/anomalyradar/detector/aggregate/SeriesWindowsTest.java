package io.anomalyradar.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.codec.StateFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesWindowsTest {

    private static final Path GOLDEN = Path.of("..", "spec", "golden", "series-windows-v1.hex");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long YEAR = 31_557_600_000L;

    private final SeriesWindows state = new SeriesWindows();
    private final List<WindowResult> results = new ArrayList<>();

    private record Sample(long time, double value, double score, SampleStatus status) {
        WindowSample in(WindowSample sample) {
            sample.at(time, value).scored(score, status);
            return status == SampleStatus.WARM_UP ? sample : sample.expected(value + 0.125, value - 3, value + 3);
        }
    }

    @Test
    void add_oneToTenInAMinute_givesTheClosedForms() {
        for (int i = 1; i <= 10; i++) {
            add(1_700_000_040_000L + i * 5_000L, i);
        }

        add(1_700_000_100_000L, 0);

        assertThat(results).hasSize(1);
        WindowResult minute = results.get(0);
        assertThat(minute.sizeMillis()).isEqualTo(MINUTE);
        assertThat(minute.startMillis()).isEqualTo(1_700_000_040_000L);
        WindowStatistics statistics = minute.statistics();
        assertThat(statistics.count()).isEqualTo(10);
        assertThat(statistics.average()).isEqualTo(5.5);
        assertThat(statistics.minimum()).isEqualTo(1);
        assertThat(statistics.maximum()).isEqualTo(10);
        assertThat(statistics.deviation()).isCloseTo(Math.sqrt(99 / 12.0), within(1e-14));
        assertThat(statistics.p99()).isCloseTo(9, within(0.09)); // rank 8 of 0 … 9
        assertThat(statistics.trend().slopePerHour()).isCloseTo(720, within(1e-9)); // 1 in 5 s
        assertThat(statistics.trend().standardError()).isCloseTo(0, within(1e-4));
    }

    /**
     * Anscombe's first data set ("Graphs in statistical analysis", The American Statistician 27, 1973): slope 0.5001,
     * its error 0.1179.
     */
    @Test
    void trend_publishedData_hasThePublishedSlopeAndError() {
        int[] x = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
        double[] y = {4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96};
        for (int i = 0; i < x.length; i++) {
            add(x[i] * 1_000L, y[i]);
        }

        flush();

        WindowStatistics.Trend trend = results.get(0).statistics().trend();
        assertThat(trend.slopePerHour() / 3_600).isCloseTo(0.5001, within(5e-5));
        assertThat(trend.standardError() / 3_600).isCloseTo(0.1179, within(5e-5));
        assertThat(trend.t()).isCloseTo(4.241, within(5e-4));
    }

    @Property(tries = 200)
    void add_anySeries_agreesWithWindowsComputedFromAllSamples(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int size) {
        SplitMix64 random = new SplitMix64(seed);
        SeriesWindows windows = new SeriesWindows();
        List<WindowResult> emitted = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        WindowSample reused = new WindowSample();
        long time = (long) (1e12 * (random.uniform() - 0.5));
        for (int i = 0; i < size; i++) {
            double gap = random.uniform();
            time += gap < 0.1 ? 0 : gap < 0.9 ? (long) (40_000 * random.uniform()) : (long) (9e6 * random.uniform());
            Sample sample =
                    new Sample(time, 1e6 + 100 * random.noise(), 8 * random.uniform(), SampleStatus.numbered((int)
                            (4 * random.uniform())));
            samples.add(sample);
            windows.add(sample.in(reused), result -> emitted.add(result));
        }

        windows.flush(result -> emitted.add(result));

        Map<List<Long>, List<Sample>> expected = windowsOf(samples);
        Map<List<Long>, WindowResult> actual = new HashMap<>();
        for (WindowResult result : emitted) {
            WindowResult before = actual.put(List.of(result.sizeMillis(), result.startMillis()), result);
            assertThat(before).as("emitted twice without more samples").isNull();
        }
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((window, result) -> assertAgrees(result.statistics(), expected.getOrDefault(window, List.of())));
    }

    @Test
    void add_gapOfYears_emitsEachWindowOnceAndNothingEmpty() {
        add(-50 * YEAR, 1);
        add(50 * YEAR, 2);
        add(50 * YEAR + HOUR, 3);

        assertThat(results).extracting(WindowResult::sizeMillis).containsExactly(MINUTE, HOUR, MINUTE, HOUR);
        assertThat(results).allMatch(result -> result.statistics().count() == 1);
    }

    @Test
    void add_timesBefore1970_fallIntoTheWindowThatHoldsThem() {
        add(-1, 5);
        add(0, 6);

        assertThat(results).extracting(WindowResult::startMillis).containsExactly(-MINUTE, -HOUR);
    }

    @Test
    void add_beforeTheOpenMinute_isRefusedAndChangesNothing() {
        add(60_000, 1);
        byte[] before = SeriesWindowsCodec.encode(state);

        assertThatIllegalArgumentException().isThrownBy(() -> add(59_999, 1)).withMessageContaining("59999");

        assertThat(SeriesWindowsCodec.encode(state)).containsExactly(before);
    }

    @Test
    void add_noiseOnBillion_keepsTheDigitsOfTheNoise() {
        SplitMix64 random = new SplitMix64(1);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            values.add(1e9 + 0.01 * random.noise());
            add(i * 60L, values.get(i));
        }

        add(HOUR, 0);

        WindowStatistics hour = results.get(results.size() - 1).statistics();
        assertThat(hour.count()).isEqualTo(60_000);
        double mean = values.stream().mapToDouble(x -> x - 1e9).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(x -> Math.pow(x - 1e9 - mean, 2))
                .average()
                .orElseThrow();
        assertThat(hour.deviation()).isCloseTo(Math.sqrt(variance), within(1e-11));
        assertThat(hour.average()).isEqualTo(exactMean(values));
    }

    @Test
    void flush_thenMoreSamples_emitsTheSameWindowsWithLargerCounts() {
        add(1_000, 5);
        flush();
        List<WindowResult> provisional = List.copyOf(results);
        results.clear();

        flush();
        assertThat(results).as("nothing new").isEmpty();
        add(2_000, 7);
        add(HOUR, 9);

        assertThat(provisional)
                .hasSize(2)
                .allMatch(result -> result.statistics().count() == 1);
        assertThat(results).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(results.get(i).startMillis())
                    .isEqualTo(provisional.get(i).startMillis());
            assertThat(results.get(i).sizeMillis()).isEqualTo(provisional.get(i).sizeMillis());
            assertThat(results.get(i).statistics().count()).isEqualTo(2);
        }
    }

    @Test
    void copy_originalGoesOn_isNotAffected() {
        fill(state, 0, 1_000_000);
        byte[] before = SeriesWindowsCodec.encode(state);

        SeriesWindows copy = state.copy();
        fill(state, 1_000_000, 1_500_000);

        assertThat(SeriesWindowsCodec.encode(copy)).containsExactly(before);
        fill(copy, 1_000_000, 1_500_000);
        assertThat(SeriesWindowsCodec.encode(copy)).containsExactly(SeriesWindowsCodec.encode(state));
    }

    @Property(tries = 50)
    void decode_cutAnywhere_continuesWithTheSameResults(@ForAll @IntRange(max = 5_000_000) int cut) {
        SeriesWindows original = new SeriesWindows();
        fill(original, 0, cut);

        SeriesWindows restored = SeriesWindowsCodec.decode(SeriesWindowsCodec.encode(original));

        List<WindowResult> expected = fill(original, cut, cut + 4_000_000);
        assertThat(fill(restored, cut, cut + 4_000_000)).isEqualTo(expected);
        assertThat(SeriesWindowsCodec.encode(restored)).containsExactly(SeriesWindowsCodec.encode(original));
    }

    @Test
    void decode_goldenStateOfVersion1_isReadAndWrittenTheSame() throws IOException {
        byte[] golden = HexFormat.of().parseHex(Files.readString(GOLDEN).replaceAll("\\s", ""));

        SeriesWindows restored = SeriesWindowsCodec.decode(golden);

        assertThat(SeriesWindowsCodec.encode(restored)).containsExactly(golden);
        assertThat(SeriesWindowsCodec.encode(goldenState())).containsExactly(golden);
    }

    @Test
    void decode_anyByteChanged_isRefused() {
        byte[] bytes = SeriesWindowsCodec.encode(goldenState());

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x04;
            assertThatExceptionOfType(StateFormatException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> SeriesWindowsCodec.decode(damaged));
        }
    }

    private static SeriesWindows goldenState() {
        SeriesWindows windows = new SeriesWindows();
        WindowSample sample = new WindowSample();
        WindowSink nowhere = result -> {};
        for (int i = 0; i < 30; i++) {
            double value = i % 7 - 3;
            sample.at(1_700_000_000_000L + 9_000L * i, value)
                    .scored(i / 8.0, SampleStatus.numbered(i % 4))
                    .expected(i % 4 == 0 ? Double.NaN : value + 0.25, value - 1, value + 1);
            windows.add(sample, nowhere);
        }
        windows.flush(nowhere);
        windows.add(sample.at(1_700_000_300_000L, 1e9 + 0.5), nowhere);
        return windows;
    }

    private static List<WindowResult> fill(SeriesWindows windows, int from, int to) {
        List<WindowResult> emitted = new ArrayList<>();
        WindowSample sample = new WindowSample();
        SplitMix64 random = new SplitMix64(from);
        for (int time = from; time < to; time += 7_777) {
            windows.add(sample.at(time, random.noise()), result -> emitted.add(result));
        }
        return emitted;
    }

    /** Every window that holds a sample, by size and start, from the definition. */
    private static Map<List<Long>, List<Sample>> windowsOf(List<Sample> samples) {
        Map<List<Long>, List<Sample>> windows = new HashMap<>();
        for (Sample sample : samples) {
            for (long size : new long[] {MINUTE, HOUR}) {
                long start = Math.floorDiv(sample.time(), size) * size;
                windows.computeIfAbsent(List.of(size, start), key -> new ArrayList<>())
                        .add(sample);
            }
        }
        return windows;
    }

    /** Exact where the definition is: to the bit. */
    private static void assertAgrees(WindowStatistics result, List<Sample> samples) {
        List<Double> sorted = samples.stream().map(Sample::value).sorted().toList();
        List<Sample> judged = samples.stream()
                .filter(sample -> sample.status() != SampleStatus.WARM_UP)
                .toList();
        assertThat(result.count()).isEqualTo(samples.size());
        assertThat(result.average()).isEqualTo(exactMean(sorted));
        assertThat(result.minimum()).isEqualTo(sorted.get(0));
        assertThat(result.maximum()).isEqualTo(sorted.get(sorted.size() - 1));
        assertThat(result.scores())
                .isEqualTo(new WindowStatistics.Scores(
                        samples.stream().mapToDouble(Sample::score).max().orElseThrow(),
                        samples.size() - judged.size(),
                        number(samples, SampleStatus.UNUSUAL),
                        number(samples, SampleStatus.ALARM)));
        assertThat(result.band().judged()).isEqualTo(judged.size());
        if (judged.isEmpty()) {
            assertThat(result.band()).isEqualTo(WindowStatistics.Band.NONE);
        } else {
            List<Double> values = judged.stream().map(Sample::value).sorted().toList();
            assertThat(result.band().expected())
                    .isEqualTo(exactMean(
                            values.stream().map(value -> value + 0.125).toList()));
            assertThat(result.band().lower()).isEqualTo(values.get(0) - 3);
            assertThat(result.band().upper()).isEqualTo(values.get(values.size() - 1) + 3);
        }
        double variance = products(samples, Sample::value, Sample::value) / samples.size();
        double p99 = sorted.get((int) (0.99 * (sorted.size() - 1)));
        assertThat(result.deviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
        assertThat(result.p99()).isCloseTo(p99, within(0.01 * Math.abs(p99)));
        assertTrend(result.trend(), samples);
    }

    private static void assertTrend(WindowStatistics.Trend trend, List<Sample> samples) {
        ToDoubleFunction<Sample> hours =
                sample -> (sample.time() - samples.get(0).time()) / (double) HOUR;
        double tt = products(samples, hours, hours);
        if (samples.stream().mapToLong(Sample::time).distinct().count() == 1) {
            assertThat(trend).isEqualTo(WindowStatistics.Trend.NONE);
            return;
        }
        double slope = products(samples, hours, Sample::value) / tt;
        assertThat(trend.slopePerHour()).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        if (samples.size() > 2) {
            double rest = products(samples, Sample::value, Sample::value) - slope * slope * tt;
            double error = Math.sqrt(Math.max(rest, 0) / (samples.size() - 2) / tt);
            assertThat(trend.standardError()).isCloseTo(error, within(1e-4 * (1 + Math.abs(slope))));
        } else {
            assertThat(trend.standardError()).isNaN();
        }
    }

    /** Σ(a − ā)(b − b̄), by its definition. */
    private static double products(List<Sample> samples, ToDoubleFunction<Sample> a, ToDoubleFunction<Sample> b) {
        double meanA = samples.stream().mapToDouble(a).average().orElseThrow();
        double meanB = samples.stream().mapToDouble(b).average().orElseThrow();
        return samples.stream()
                .mapToDouble(sample -> (a.applyAsDouble(sample) - meanA) * (b.applyAsDouble(sample) - meanB))
                .sum();
    }

    /** The exact sum, rounded once, divided by the count. */
    private static double exactMean(List<Double> values) {
        BigDecimal sum = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.doubleValue() / values.size();
    }

    private static long number(List<Sample> samples, SampleStatus status) {
        return samples.stream().filter(sample -> sample.status() == status).count();
    }

    private void add(long time, double value) {
        state.add(new WindowSample().at(time, value), result -> results.add(result));
    }

    private void flush() {
        state.flush(result -> results.add(result));
    }
}
