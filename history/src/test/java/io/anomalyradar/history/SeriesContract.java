package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading samples, raw and down-sampled. */
public abstract class SeriesContract extends HistoryStoreContract {

    @Test
    void series_samples_comeBackBitForBit() {
        double[] values = {0.1, -0.0, 1e300, -1e300, Double.MIN_VALUE, 1e9 + 1e-6, 123_456_789.123_456_7};
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < values.length; i++) {
            batch.add(PipelineOutput.scores("pump", i, i).values(values[i]).frame());
        }
        store.commit(batch.build());

        List<Sample> samples = raw("pump", "temperature");

        for (int i = 0; i < values.length; i++) {
            ScoreFrame emitted =
                    PipelineOutput.scores("pump", i, i).values(values[i]).frame();
            assertThat(samples.get(i))
                    .isEqualTo(new Sample(
                            i,
                            values[i],
                            emitted.expected(0),
                            emitted.lower(0),
                            emitted.upper(0),
                            emitted.score(0),
                            SampleStatus.NORMAL,
                            PipelineOutput.at(i),
                            PipelineOutput.CONFIG_VERSION));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARM_UP", "LATE"})
    void series_sampleNotJudged_hasNoBand(String status) {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 1, 0)
                        .status(SampleStatus.valueOf(status))
                        .frame())
                .build());

        assertThat(raw("pump", "temperature")).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(20);
            assertThat(sample.expected()).isNaN();
            assertThat(sample.lower()).isNaN();
            assertThat(sample.upper()).isNaN();
            assertThat(sample.score()).isZero();
            assertThat(sample.status()).isEqualTo(SampleStatus.valueOf(status));
        });
    }

    @Test
    void series_equalAndBackwardTimes_areInOrderOfTimeThenArrival() {
        long[] times = {5_000, 5_000, 3_000, 5_000, 4_000, 3_000};
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < times.length; i++) {
            batch.add(PipelineOutput.scores("pump", times[i], i).frame());
        }
        store.commit(batch.build());

        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(2L, 5L, 4L, 0L, 1L, 3L);
    }

    @Test
    void series_range_includesItsStartAndExcludesItsEnd() {
        store.commit(frames("pump", 0, 10).build());

        Series series = store.series("pump", "temperature", new TimeRange(3, 6), 100);

        assertThat(((Series.Raw) series).samples())
                .extracting(Sample::timestampMillis)
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void series_nothingThere_isEmpty() {
        store.commit(frames("pump", 0, 10).build());

        assertThat(store.series("pump", "temperature", new TimeRange(100, 200), 10)
                        .size())
                .isZero();
        assertThat(store.series("pump", "temperature", new TimeRange(5, 5), 10).size())
                .isZero();
        assertThat(store.series("pump", "pressure", TimeRange.ALL, 10).size()).isZero();
        assertThat(store.series("fan", "temperature", TimeRange.ALL, 10).size()).isZero();
    }

    @Test
    void series_asManySamplesAsPoints_isRaw() {
        store.commit(frames("pump", 0, 10).build());

        assertThat(store.series("pump", "temperature", TimeRange.ALL, 10)).isInstanceOf(Series.Raw.class);
        assertThat(store.series("pump", "temperature", TimeRange.ALL, 9)).isInstanceOf(Series.DownSampled.class);
    }

    @Test
    void series_allSamplesAtOneTime_isOneBucket() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 5; i++) {
            batch.add(PipelineOutput.scores("pump", 7_000, i).values(i).frame());
        }
        store.commit(batch.build());

        Series series = store.series("pump", "temperature", TimeRange.ALL, 4);

        assertThat(((Series.DownSampled) series).buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.startMillis()).isEqualTo(7_000);
            assertThat(bucket.count()).isEqualTo(5);
            assertThat(bucket.average()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 499})
    void series_moreSamplesThanPoints_isSummedUpAsTheModelSays(int points) {
        Random random = new Random(points);
        SampleStatus[] statuses = SampleStatus.values();
        List<ScoreFrame> emitted = new ArrayList<>();
        long time = 1_732_233_600_000L;
        for (int i = 0; i < 500; i++) {
            time += random.nextInt(4) == 0 ? -random.nextInt(5_000) : random.nextInt(3_000);
            emitted.add(PipelineOutput.scores("pump", time, i)
                    .values(50 + random.nextGaussian())
                    .status(statuses[random.nextInt(statuses.length)])
                    .frame());
        }
        HistoryBatch.Builder batch = HistoryBatch.builder();
        emitted.forEach(batch::add);
        store.commit(batch.build());

        Series.DownSampled series = (Series.DownSampled) store.series("pump", "temperature", TimeRange.ALL, points);

        assertThat(series.size()).isLessThanOrEqualTo(points);
        BucketModel.assertSame(series, BucketModel.of(emitted, points));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void series_pointsOutOfBounds_isRefused(int points) {
        assertThatThrownBy(() -> store.series("pump", "temperature", TimeRange.ALL, points))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points");
    }

    @Test
    void buckets_ofSeveralSeries_standInTheOrderAskedAtMultiplesOfTheStep() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 10; i++) { // at 95, 105, … 185
            batch.add(PipelineOutput.scores("pump", 95 + i * 10L, i)
                    .metrics("a", "b")
                    .values(i, -i)
                    .frame());
        }
        batch.add(PipelineOutput.scores("fan", 120, 10).metrics("a").values(7).frame());
        store.commit(batch.build());

        List<Series.DownSampled> answers = store.buckets(
                List.of(
                        new SeriesName("pump", "b"),
                        new SeriesName("nobody", "a"),
                        new SeriesName("fan", "a"),
                        new SeriesName("pump", "a")),
                new TimeRange(100, 180),
                50);

        assertThat(answers).hasSize(4).allSatisfy(answer -> assertThat(answer.widthMillis())
                .isEqualTo(50));
        assertThat(answers.get(1).buckets()).isEmpty();
        assertThat(answers.get(2).buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.startMillis()).isEqualTo(100);
            assertThat(bucket.average()).isEqualTo(7);
        });
        assertThat(answers.get(3).buckets())
                .extracting(Series.Bucket::startMillis, Series.Bucket::count, Series.Bucket::maximum)
                .containsExactly(tuple(100L, 5L, 5.0), tuple(150L, 3L, 8.0));
        assertThat(answers.get(0).buckets())
                .extracting(Series.Bucket::startMillis, Series.Bucket::count, Series.Bucket::minimum)
                .containsExactly(tuple(100L, 5L, -5.0), tuple(150L, 3L, -8.0));
    }

    @Test
    void buckets_tooManySeriesOrSteps_areRefused() {
        List<SeriesName> one = List.of(new SeriesName("pump", "a"));

        assertThatThrownBy(() -> store.buckets(List.of(), new TimeRange(0, 10), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.buckets(
                        Collections.nCopies(HistoryStore.MAX_SERIES + 1, one.get(0)), new TimeRange(0, 10), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.buckets(one, TimeRange.ALL, 60_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.buckets(one, new TimeRange(0, 10), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<List<Points>> answer(Field field, int most, String... metrics) {
        List<SeriesName> names = Arrays.stream(metrics)
                .map(metric -> new SeriesName("pump", metric))
                .toList();
        return store.points(names, field, new TimeRange(100, 160), most);
    }

    private List<Points> points(Field field, int most, String... metrics) {
        return answer(field, most, metrics).orElseThrow();
    }

    @Test
    void points_areTheColumnsOfEachSeriesInOrderOfTime() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        int[] times = {120, 100, 130, 120, 99, 160, 159};
        for (int i = 0; i < times.length; i++) {
            batch.add(PipelineOutput.scores("pump", times[i], i)
                    .metrics("a", "b")
                    .values(i, -i)
                    .status(i == 0 ? SampleStatus.WARM_UP : i == 2 ? SampleStatus.ALARM : SampleStatus.NORMAL)
                    .frame());
        }
        store.commit(batch.build());

        List<Points> values = points(Field.VALUE, 20, "b", "none", "a", "b");

        assertThat(values).hasSize(4);
        assertThat(values.get(2).timesMillis()).containsExactly(100, 120, 130, 159);
        assertThat(values.get(2).values()).containsExactly(1, 3, 2, 6);
        assertThat(values.get(0).values()).containsExactly(-1, -3, -2, -6);
        assertThat(values.get(3).values()).containsExactly(-1, -3, -2, -6);
        assertThat(values.get(1).size()).isZero();
        assertThat(points(Field.ALARM, 20, "a").get(0).values()).containsExactly(0, 0, 1, 0);
        assertThat(points(Field.LOWER, 20, "a").get(0).values()).containsExactly(-2, 0, -1, 3);
        assertThat(points(Field.EXPECTED, 20, "a").get(0).values()).containsExactly(1.125, 3.125, 2.125, 6.125);
        assertThat(points(Field.UPPER, 20, "a").get(0).values()).containsExactly(4, 6, 5, 9);
        assertThat(points(Field.SCORE, 20, "a").get(0).values()).hasSize(4).startsWith(1 / 7.0);
    }

    @Test
    void points_notScored_onlyTheValueAndThatItIsNoAlarm() {
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", 100, 0)
                        .status(SampleStatus.WARM_UP)
                        .frame())
                .add(PipelineOutput.scores("pump", 101, 1)
                        .status(SampleStatus.LATE)
                        .frame())
                .build());

        for (Field field : Field.values()) {
            assertThat(points(field, 9, "temperature").get(0).size())
                    .as(field.name())
                    .isEqualTo(field == Field.VALUE || field == Field.ALARM ? 2 : 0);
        }
    }

    @Test
    void points_moreThanAsked_areRefused() {
        store.commit(frames("pump", 100, 110).build());

        assertThat(points(Field.VALUE, 10, "temperature")).hasSize(1);
        assertThat(answer(Field.VALUE, 9, "temperature")).isEmpty();
        assertThat(points(Field.VALUE, 0, "none")).hasSize(1);
    }

    @Test
    void question_cancelled_endsAndTheNextOneIsAnswered() {
        store.commit(frames("pump", 100, 110).build());
        Cancellation left = new Cancellation();
        left.cancel();

        assertThatThrownBy(() -> left.run(() -> points(Field.VALUE, 10, "temperature")))
                .isInstanceOf(HistoryException.Transient.class)
                .satisfies(failure ->
                        assertThat(((HistoryException) failure).code()).isEqualTo(HistoryException.Code.CANCELLED));
        assertThat(points(Field.VALUE, 10, "temperature")).hasSize(1);
    }
}
