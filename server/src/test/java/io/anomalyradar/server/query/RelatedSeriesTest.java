package io.anomalyradar.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelatedSeriesTest {
    private static final SeriesName NAME = new SeriesName("pump", "flow");

    @Test
    void sameOrderWhateverTheShape_isOne() {
        assertThat(correlation(i -> i, i -> Math.exp(i / 3.0))).isEqualTo(1);
        assertThat(correlation(i -> i, i -> -i * i * i)).isEqualTo(-1);
    }

    @Test
    void oneOutlier_decidesNothing() {
        double usual = correlation(i -> i, i -> i == 7 ? 7 : i);
        double outlier = correlation(i -> i, i -> i == 19 ? 1e12 : i);

        assertThat(outlier).isEqualTo(usual);
    }

    @Test
    void ties_haveTheMeanOfTheirRanks() {
        // Ranks 1..12 against six of 3.5 and six of 9.5: 3 sqrt(3) times 6 over sqrt(143 * 108).
        double expected = 108 / Math.sqrt(143.0 * 108.0);

        assertThat(RelatedSeries.of(NAME, buckets(12, i -> i), buckets(12, i -> i < 6 ? 0 : 1))
                        .orElseThrow()
                        .correlation())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void constant_isNotRelated() {
        assertThat(RelatedSeries.of(NAME, buckets(20, i -> i), buckets(20, i -> 3)))
                .isEmpty();
    }

    @Test
    void fewSharedStretches_areNotCompared() {
        List<Series.Bucket> later = buckets(40, i -> i).subList(31, 40);

        assertThat(RelatedSeries.of(NAME, buckets(40, i -> i), later)).isEmpty();
    }

    @Test
    void stretchesThatOneOfThemLacks_areLeftOut() {
        List<Series.Bucket> half = IntStream.range(0, 40)
                .filter(i -> i % 2 == 0)
                .mapToObj(i -> bucket(i, i))
                .toList();

        assertThat(RelatedSeries.of(NAME, buckets(40, i -> i), half)
                        .orElseThrow()
                        .points())
                .isEqualTo(20);
    }

    @Test
    void strongestOfManyUnrelatedSeries_isBeyondChanceInOneOfTwentyQuestionsAtMost() {
        SplittableRandom random = new SplittableRandom(1);
        int compared = 50;
        int questions = 400;
        int beyond = 0;
        for (int question = 0; question < questions; question++) {
            List<Series.Bucket> reference = buckets(60, i -> random.nextDouble());
            boolean found = IntStream.range(0, compared)
                    .mapToObj(i -> RelatedSeries.of(NAME, reference, buckets(60, at -> random.nextDouble())))
                    .anyMatch(series -> series.orElseThrow().isBeyondChance(compared));
            beyond += found ? 1 : 0;
        }

        assertThat(beyond).isLessThanOrEqualTo(questions / 20);
        assertThat(RelatedSeries.of(NAME, buckets(60, i -> i), buckets(60, i -> i))
                        .orElseThrow()
                        .isBeyondChance(2_000))
                .isTrue();
    }

    private static double correlation(IntToDoubleFunction left, IntToDoubleFunction right) {
        return RelatedSeries.of(NAME, buckets(20, left), buckets(20, right))
                .orElseThrow()
                .correlation();
    }

    private static List<Series.Bucket> buckets(int count, IntToDoubleFunction average) {
        return IntStream.range(0, count)
                .mapToObj(i -> bucket(i, average.applyAsDouble(i)))
                .toList();
    }

    private static Series.Bucket bucket(int at, double average) {
        double nan = Double.NaN;
        return new Series.Bucket(at * 1000L, average, average, average, nan, nan, nan, 1, 2, 1, SampleStatus.NORMAL);
    }
}
