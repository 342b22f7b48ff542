package io.anomalyradar.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.history.Points;
import io.anomalyradar.server.query.SeriesQuality.Constant;
import io.anomalyradar.server.query.SeriesQuality.Stretch;
import io.anomalyradar.server.query.SeriesTrend.Direction;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesQualityTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private static Points eachMinute(int samples, IntToDoubleFunction value) {
        return new Points(
                IntStream.range(0, samples).mapToLong(i -> i * MINUTE).toArray(),
                IntStream.range(0, samples).mapToDouble(value).toArray());
    }

    @Test
    void gaps_areCountedByTheUsualInterval() {
        long[] times = {0, 10, 20, 31, 40, 90, 100, 110, 131, 140};

        SeriesQuality quality = SeriesQuality.of(new Points(times, new double[times.length]));

        assertThat(quality.intervalMillis()).isEqualTo(10);
        assertThat(quality.gaps()).containsExactly(new Stretch(40, 90)); // 21 after 110 is late, no gap
        assertThat(quality.missing()).isEqualTo(4);
        assertThat(quality.missingShare()).isEqualTo(4 / 14.0);
    }

    @Test
    void longestConstant_isFoundWhereverItIs() {
        double[] values = {1, 1, 2, 3, 3, 3};

        assertThat(SeriesQuality.of(eachMinute(6, i -> values[i])).constant())
                .isEqualTo(new Constant(3 * MINUTE, 5 * MINUTE, 3, 3));
        assertThat(SeriesQuality.of(eachMinute(5, i -> 7)).constant()).isEqualTo(new Constant(0, 4 * MINUTE, 5, 7));
        assertThat(SeriesQuality.of(eachMinute(5, i -> i)).constant()).isNull();
    }

    @Test
    void percentiles_areSamplesOfTheSeries() {
        SeriesQuality.Distribution values =
                SeriesQuality.of(eachMinute(100, i -> 100 - i)).distribution();

        assertThat(values).isNotNull();
        assertThat(values.percentiles()).containsExactly(1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0);
        assertThat(values.mean()).isEqualTo(50.5);
        assertThat(values.deviation()).isCloseTo(29.011492, within(1e-6));
    }

    @Test
    void histogram_coversTheMiddle_andCountsTheOutliers() {
        double[] sorted = IntStream.range(0, 8_000)
                .mapToDouble(i -> i == 0 ? -1e300 : i == 7_999 ? Double.MAX_VALUE : i / 1_000.0)
                .toArray();

        Histogram histogram = Histogram.of(sorted);

        assertThat(histogram.from()).isEqualTo(0.08);
        assertThat(histogram.to()).isEqualTo(7.919);
        assertThat(histogram.counts()).hasSize(40).allMatch(count -> count >= 195 && count <= 197);
        assertThat(histogram.below()).isEqualTo(80);
        assertThat(histogram.above()).isEqualTo(80);
    }

    @Test
    void histogramOfWholeNumbers_hasOneBinEach_whereTheyAreFew() {
        Histogram dice = Histogram.of(new double[] {1, 1, 2, 4, 4, 4});

        assertThat(dice).isEqualTo(new Histogram(0.5, 4.5, List.of(2, 1, 0, 3), 0, 0));
        assertThat(Histogram.of(new double[] {7, 7})).isEqualTo(new Histogram(6.5, 7.5, List.of(2), 0, 0));
        assertThat(Histogram.of(new double[] {0.5})).isEqualTo(new Histogram(0.5, 0.5, List.of(1), 0, 0));
        Histogram wide =
                Histogram.of(IntStream.range(0, 1_000).mapToDouble(i -> i).toArray());
        assertThat(wide.counts()).hasSizeLessThanOrEqualTo(40);
        assertThat(wide.counts().stream().mapToInt(count -> count).sum() + wide.below() + wide.above())
                .isEqualTo(1_000);
    }

    @Test
    void histogram_ofTheGreatestNumbers() {
        Histogram widest = Histogram.of(new double[] {-Double.MAX_VALUE, 0.5, Double.MAX_VALUE});

        assertThat(widest.counts()).containsExactly(1, 1, 1);
    }

    @Test
    void fewSamples_areNoReasonToFail() {
        assertThat(SeriesQuality.of(Points.NONE).distribution()).isNull();
        assertThat(SeriesQuality.of(eachMinute(1, i -> 4)).intervalMillis()).isZero();
        assertThat(SeriesTrend.of(eachMinute(9, i -> i))).isEmpty();
        assertThat(DayOverDay.of(Points.NONE, 0)).isEmpty();
    }

    @Test
    void risingAndFallingSeries_haveTheirSlope_whateverOutliersSay() {
        IntToDoubleFunction rising = i -> 3.0 * i / 1_440 + (i % 3_000 == 7 ? 1e6 : 0);

        SeriesTrend up =
                SeriesTrend.of(eachMinute(14_400, i -> 3.0 * i / 1_440)).orElseThrow();
        SeriesTrend outliers = SeriesTrend.of(eachMinute(14_400, rising)).orElseThrow();
        SeriesTrend down = SeriesTrend.of(eachMinute(100, i -> -i)).orElseThrow();

        assertThat(up.slopePerDay()).isCloseTo(3, within(1e-9));
        assertThat(up.direction()).isEqualTo(Direction.RISING);
        assertThat(outliers.slopePerDay()).isCloseTo(3, within(0.3));
        assertThat(outliers.direction()).isEqualTo(Direction.RISING);
        assertThat(down.slopePerDay()).isCloseTo(-1_440, within(1e-6));
        assertThat(down.direction()).isEqualTo(Direction.FALLING);
    }

    @Test
    void constantSeries_hasNoTrend() {
        assertThat(SeriesTrend.of(eachMinute(100, i -> 5)).orElseThrow())
                .isEqualTo(new SeriesTrend(0, 1))
                .extracting(SeriesTrend::direction)
                .isEqualTo(Direction.NONE);
    }

    @Test
    void noise_isCalledATrendOnceInAHundred() {
        Random random = new Random(7);
        int called = 0;
        for (int run = 0; run < 2_000; run++) {
            SeriesTrend trend =
                    SeriesTrend.of(eachMinute(60, i -> random.nextGaussian())).orElseThrow();
            called += trend.direction() == Direction.NONE ? 0 : 1;
        }

        assertThat(called).isBetween(5, 40); // 20 expected
    }

    @Test
    void dayOverDay_comparesTheLastTwoDays() {
        Points points = eachMinute(3 * 1_440, i -> Math.floorDiv(i, 1_440));

        assertThat(DayOverDay.of(points, 3 * DAY)).contains(new DayOverDay(2, 1, 1));
        assertThat(DayOverDay.of(points, 9 * DAY)).isEmpty();
    }
}
