package io.anomalyradar.detector.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MetricPriorsTest {

    private static final long TODAY = 19_675;
    private static final double ROUNDING = 1e-5;

    private final MetricPriors priors = new MetricPriors();

    @Test
    void eightTimesEmitted_isTheGeometricMean() {
        for (int i = 0; i < 4; i++) {
            priors.report("t", TODAY - 2, 2);
            priors.report("t", TODAY - 2 - i, 4.5);
        }

        assertThat(priors.factor("t", TODAY)).isCloseTo(3, within(ROUNDING));
        assertThat(priors.factor("other", TODAY)).isOne();
    }

    @Test
    void seldomEmitted_isNotKnown() {
        report(7, TODAY - 2, 3);

        assertThat(priors.factor("t", TODAY)).isOne();
    }

    @Test
    void emittedTodayAndYesterday_isNotReceivedYet() {
        report(8, TODAY - 2, 3);
        report(100, TODAY - 1, 1);
        report(100, TODAY, 1);

        assertThat(priors.factor("t", TODAY - 1)).isOne();
        assertThat(priors.factor("t", TODAY)).isCloseTo(3, within(ROUNDING));
    }

    @Test
    void emittedLongerAgoThanAMonth_isForgotten() {
        report(8, TODAY - 31, 3);

        assertThat(priors.factor("t", TODAY - 1)).isCloseTo(3, within(ROUNDING));
        assertThat(priors.factor("t", TODAY)).isOne();

        report(1, TODAY, 3);

        assertThat(priors.all()).hasSize(1);
    }

    @Test
    void factorThatIsFarOff_countsAsEight() {
        report(4, TODAY - 2, 1e9);
        report(4, TODAY - 2, 2);

        assertThat(priors.factor("t", TODAY)).isCloseTo(4, within(1e-4));
    }

    @Test
    void seriesThatAreQuieterThanUsual_holdOthersBackButMakeNoneMoreSensitive() {
        report(4, TODAY - 2, 0.5);
        assertThat(priors.factor("t", TODAY)).isOne();

        report(8, TODAY - 2, 4);
        assertThat(priors.factor("t", TODAY)).isCloseTo(2, within(ROUNDING));

        report(100, TODAY - 2, 1e-9);
        assertThat(priors.factor("t", TODAY)).isOne();
    }

    /** Two streams of records, each in the order of time, one now and then up to a day ahead of the other. */
    @Property(tries = 100)
    void streamsLessThanADayApart_interleaving_doesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<Long> one = times(random);
        List<Long> other = times(random);

        List<Double> expected = factors(one, other, 0);
        List<Double> actual = factors(one, other, random.nextInt(86_400));

        assertThat(actual).isEqualTo(expected);
    }

    /** Seconds, ascending, over forty days. */
    private static List<Long> times(Random random) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            times.add(random.nextInt(40 * 86_400) + 86_400L * TODAY);
        }
        Collections.sort(times);
        return times;
    }

    /**
     * The initial value of a new series, at each time of {@code one}, which is read {@code lead} seconds ahead of
     * {@code other}.
     */
    private static List<Double> factors(List<Long> one, List<Long> other, long lead) {
        MetricPriors priors = new MetricPriors();
        List<Double> factors = new ArrayList<>();
        int next = 0;
        for (long time : one) {
            while (next < other.size() && other.get(next) <= time - lead) {
                report(priors, other.get(next++));
            }
            factors.add(priors.factor("t", Math.floorDiv(time, 86_400L)));
            report(priors, time);
        }
        return factors;
    }

    private static void report(MetricPriors priors, long seconds) {
        priors.report("t", Math.floorDiv(seconds, 86_400L), 1 + seconds % 97 / 20.0);
    }

    @Property(tries = 100)
    void divided_andPutTogetherInAnyOrder_isTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        MetricPriors whole = new MetricPriors();
        List<MetricPriors> parts = List.of(new MetricPriors(), new MetricPriors(), new MetricPriors());
        for (int i = 0; i < 300; i++) {
            String metric = "m" + random.nextInt(4);
            long day = TODAY - random.nextInt(20);
            double factor = Math.exp(random.nextGaussian());
            whole.report(metric, day, factor);
            parts.get(random.nextInt(3)).report(metric, day, factor);
        }
        List<MetricDay> divided = new ArrayList<>();
        parts.forEach(part -> divided.addAll(part.all()));
        Collections.shuffle(divided, random);

        MetricPriors together = new MetricPriors();
        divided.forEach(together::add);

        assertThat(together.all()).isEqualTo(whole.all());
        assertThat(together.factor("m0", TODAY)).isEqualTo(whole.factor("m0", TODAY));
    }

    @Property(tries = 5)
    void moreMetricsThanAreKept_theSameStayWhateverTheirOrder(@ForAll long seed) {
        List<String> metrics = new ArrayList<>();
        for (int i = 0; i < MetricPriors.METRICS + 500; i++) {
            metrics.add("m" + i);
        }
        List<String> kept =
                metrics.stream().sorted().limit(MetricPriors.METRICS).toList();
        metrics.addAll(List.copyOf(metrics));
        Collections.shuffle(metrics, new Random(seed));

        MetricPriors emitted = new MetricPriors();
        metrics.forEach(metric -> emitted.report(metric, TODAY, 2));

        assertThat(emitted.all()).extracting(MetricDay::metric).isEqualTo(kept);
        assertThat(emitted.all()).extracting(MetricDay::factors).containsOnly(2);
    }

    @Test
    void clockThatRunsAhead_leavesABoundedNumberOfDays() {
        for (int i = 0; i < 1_000; i++) {
            report(1, TODAY + 7L * i % 997, 2);
        }

        assertThat(priors.all()).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void nothingEmitted_isRefused() {
        assertThatThrownBy(() -> new MetricDay(TODAY, "t", 0, 0)).hasMessage("factors must be above 0, was 0");
    }

    private void report(int times, long day, double factor) {
        for (int i = 0; i < times; i++) {
            priors.report("t", day, factor);
        }
    }
}
