package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.SeriesWindows;
import io.anomalyradar.detector.aggregate.WindowResult;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series from windows: the same as from the samples, and there when the samples are gone. */
public abstract class RollUpContract extends HistoryStoreContract {
    private static final long START = 1_732_233_600_000L; // a midnight
    private static final long HOUR = Step.HOUR.millis();
    private static final long DAY = Step.DAY.millis();

    private final List<ScoreFrame> frames = new ArrayList<>();
    private final SeriesWindows windows = new SeriesWindows();
    private long newestMillis = Long.MIN_VALUE;

    /**
     * Commits a sample about every {@code gapMillis} as the pipeline would, windows included, until {@code endMillis}.
     */
    private void feed(long startMillis, long endMillis, long gapMillis, Random random) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (long time = startMillis; time < endMillis; time += 1 + (long) (2 * gapMillis * random.nextDouble())) {
            long sampled = random.nextInt(50) == 0 ? Math.max(startMillis, time - random.nextInt((int) HOUR)) : time;
            SampleStatus status = sampled < newestMillis
                    ? SampleStatus.LATE
                    : SampleStatus.numbered(random.nextInt(20) < 17 ? 1 : random.nextInt(4));
            ScoreFrame frame = PipelineOutput.scores("pump", sampled, frames.size())
                    .values(50 + random.nextGaussian())
                    .status(status)
                    .appendedAt(sampled)
                    .frame();
            frames.add(frame);
            batch.add(frame);
            if (status != SampleStatus.LATE) {
                newestMillis = sampled;
                windows.add(sampleOf(frame), result -> batch.add(window(result), frame.appendTimeMillis()));
            }
        }
        store.commit(batch.build());
    }

    private static WindowSample sampleOf(ScoreFrame frame) {
        return new WindowSample()
                .at(frame.timestampMillis(), frame.value(0))
                .scored(frame.score(0), frame.status(0))
                .expected(frame.expected(0), frame.lower(0), frame.upper(0));
    }

    private AggregateFrame window(WindowResult result) {
        return PipelineOutput.window(
                "pump",
                Step.ofMillis(result.sizeMillis()).orElseThrow(),
                result.startMillis(),
                PipelineOutput.at(frames.size()),
                result.statistics());
    }

    private Series.DownSampled buckets(TimeRange range, int points) {
        Series.DownSampled series = (Series.DownSampled) store.series("pump", "temperature", range, points);
        assertThat(series.size()).isLessThanOrEqualTo(points);
        assertThat(series.widthMillis() % series.step().millis()).isZero();
        return series;
    }

    private void assertAsTheSamples(TimeRange range, int points, Step step) {
        Series.DownSampled series = buckets(range, points);

        List<ScoreFrame> wanted = frames.stream()
                .filter(frame ->
                        frame.timestampMillis() >= range.fromMillis() && frame.timestampMillis() < range.toMillis())
                .toList();
        assertThat(series.step()).isEqualTo(step);
        BucketModel.assertSame(
                series, BucketModel.of(wanted, step, series.buckets().get(0).startMillis(), series.widthMillis()));
    }

    @ParameterizedTest
    @CsvSource({"2000, MINUTE", "300, MINUTE", "60, MINUTE", "40, HOUR", "7, HOUR", "2, HOUR"})
    void series_answeredFromWindows_isThatOfTheSamplesUpToTheNewest(int points, Step step) {
        Random random = new Random(points);
        feed(START + HOUR / 2, START + 45 * HOUR + 12_345, 60_000, random);
        store.deleteArrivedBefore(Cutoffs.all(0)); // makes days
        feed(START + 46 * HOUR, START + 47 * HOUR + 54_321, 20_000, random);

        assertAsTheSamples(TimeRange.ALL, points, step);
    }

    @Test
    void series_ofSeveralDays_isAnsweredFromDays() {
        Random random = new Random(1);
        feed(START, START + 3 * DAY + 3 * HOUR, 300_000, random);
        store.deleteArrivedBefore(Cutoffs.all(0)); // makes days
        feed(START + 3 * DAY + 4 * HOUR, START + 3 * DAY + 7 * HOUR + 54_321, 20_000, random);

        assertAsTheSamples(TimeRange.ALL, 2, Step.DAY);
        assertAsTheSamples(TimeRange.ALL, 3, Step.DAY);
        assertAsTheSamples(TimeRange.ALL, 20, Step.HOUR);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void series_ofAnyRange_isThatOfTheSamples(long seed) {
        Random random = new Random(seed);
        for (int hour = 0; hour < 60; hour += 20) {
            feed(START + hour * HOUR, START + (hour + 20) * HOUR, 90_000, random);
            if (random.nextBoolean()) {
                store.deleteArrivedBefore(Cutoffs.all(0));
            }
            if (random.nextBoolean()) {
                reopen();
            }
        }

        for (int i = 0; i < 10; i++) {
            long from = START + (long) (30 * HOUR * random.nextDouble());
            long to = from + 25 * HOUR + (long) (6 * HOUR * random.nextDouble());
            assertAsTheSamples(new TimeRange(from, to), 20, Step.HOUR);
            assertAsTheSamples(new TimeRange(from, to), 200, Step.MINUTE);
        }
    }

    @Test
    void series_windowEmittedEarly_isCompletedFromTheSamples() {
        feed(START, START + 2 * HOUR + HOUR / 2, 10_000, new Random(1));
        HistoryBatch.Builder early = HistoryBatch.builder();
        windows.flush(result -> early.add(window(result), START));
        store.commit(early.build());
        feed(START + 2 * HOUR + HOUR / 2 + 5_000, START + 2 * HOUR + HOUR / 2 + 20_000, 1_000, new Random(2));

        assertAsTheSamples(TimeRange.ALL, 2, Step.HOUR);
        assertAsTheSamples(TimeRange.ALL, 100, Step.MINUTE);
    }

    @Test
    void series_windowEmittedAgain_countsOnce() {
        feed(START, START + 3 * HOUR, 10_000, new Random(1));
        HistoryBatch.Builder again = HistoryBatch.builder();
        SeriesWindows replay = new SeriesWindows();
        for (ScoreFrame frame : frames) {
            if (frame.status(0) != SampleStatus.LATE) {
                replay.add(sampleOf(frame), result -> again.add(window(result), START));
            }
        }
        store.commit(again.build());

        assertAsTheSamples(TimeRange.ALL, 2, Step.HOUR);
        assertAsTheSamples(TimeRange.ALL, 150, Step.MINUTE);
    }

    @Test
    void retention_perTier_coarserWindowsOutliveTheFiner() {
        feed(START, START + 4 * DAY, 60_000, new Random(1));
        long inOrder = frames.stream()
                .filter(frame -> frame.status(0) != SampleStatus.LATE)
                .count();
        long end = START + 5 * DAY;

        Expired samples = store.deleteArrivedBefore(new Cutoffs(end, 0, 0, 0, 0, 0));
        assertThat(samples.samples()).isEqualTo(frames.size());
        assertThat(samples.aggregates()).isZero();
        assertThat(buckets(TimeRange.ALL, 10_000).step()).isEqualTo(Step.MINUTE);

        store.deleteArrivedBefore(new Cutoffs(end, end, 0, 0, 0, 0));
        assertThat(buckets(TimeRange.ALL, 10_000).step()).isEqualTo(Step.HOUR);
        assertThat(counted(buckets(TimeRange.ALL, 500)))
                .isGreaterThan(inOrder - 100)
                .isLessThanOrEqualTo(inOrder);

        store.deleteArrivedBefore(new Cutoffs(end, end, end, 0, 0, 0));
        Series.DownSampled days = buckets(new TimeRange(START, START + 3 * DAY), 500);
        assertThat(days.step()).isEqualTo(Step.DAY);
        assertThat(days.buckets())
                .extracting(Series.Bucket::startMillis)
                .containsExactly(START, START + DAY, START + 2 * DAY);
        assertThat(names("")).containsExactly("pump");

        store.deleteArrivedBefore(Cutoffs.all(end));
        assertThat(store.series("pump", "temperature", TimeRange.ALL, 10).size())
                .isZero();
        assertThat(names("")).isEmpty();
    }

    @Test
    void days_areTheirHoursMerged() {
        feed(START + HOUR, START + DAY + HOUR, 30_000, new Random(3));
        store.deleteArrivedBefore(Cutoffs.all(0));
        store.deleteArrivedBefore(Cutoffs.all(0));

        Aggregate day = store.aggregates("pump", "temperature", Step.DAY, TimeRange.ALL, PageRequest.first(5))
                .items()
                .get(0);

        double[] values = frames.stream()
                .filter(frame -> frame.status(0) != SampleStatus.LATE && frame.timestampMillis() < START + DAY)
                .mapToDouble(frame -> frame.value(0))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(day.startMillis()).isEqualTo(START);
        assertThat(day.statistics().count()).isEqualTo(values.length);
        assertThat(day.statistics().average()).isCloseTo(mean, within(1e-9));
        assertThat(day.statistics().deviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(day.statistics().trend().slopePerHour()).isNaN();
    }

    @Test
    void series_several_areInTheOrderOfTheirNames() {
        feed(START, START + HOUR, 10_000, new Random(1));

        List<Series> found = store.series(
                List.of(
                        new SeriesName("none", "temperature"),
                        new SeriesName("pump", "temperature"),
                        new SeriesName("pump", "none")),
                TimeRange.ALL,
                10);

        assertThat(found).extracting(Series::size).containsExactly(0, 10, 0);
        assertThat(found.get(1)).isEqualTo(store.series("pump", "temperature", TimeRange.ALL, 10));
    }

    @ParameterizedTest
    @CsvSource({"60000, MINUTE", "300000, MINUTE", "3600000, HOUR", "43200000, HOUR", "86400000, DAY", "7000, RAW"})
    void buckets_ofAStep_areThoseOfTheSamples(long stepMillis, Step step) {
        Random random = new Random(stepMillis);
        feed(START, START + 3 * DAY, 300_000, random);
        store.deleteArrivedBefore(Cutoffs.all(0)); // makes days
        feed(START + 3 * DAY + HOUR, START + 3 * DAY + 2 * HOUR + 12_345, 20_000, random);
        long length = Math.min(4 * DAY, 8_000 * stepMillis) - 1_234_567;
        TimeRange range = new TimeRange(START + 1_000_000, START + 1_000_000 + length);

        Series.DownSampled series = store.buckets(List.of(new SeriesName("pump", "temperature")), range, stepMillis)
                .get(0);

        List<ScoreFrame> wanted = frames.stream()
                .filter(frame ->
                        frame.timestampMillis() >= range.fromMillis() && frame.timestampMillis() < range.toMillis())
                .toList();
        BucketModel.assertSame(series, BucketModel.of(wanted, step, 0, stepMillis));
    }

    @Test
    void buckets_whereSamplesAreGone_areThoseOfTheWindows() {
        feed(START, START + 2 * DAY, 60_000, new Random(1));
        store.deleteArrivedBefore(new Cutoffs(START + 3 * DAY, 0, 0, 0, 0, 0));
        TimeRange range = new TimeRange(START, START + 2 * DAY);
        List<SeriesName> names = List.of(new SeriesName("nobody", "a"), new SeriesName("pump", "temperature"));

        List<Series.DownSampled> hours = store.buckets(names, range, HOUR);

        assertThat(hours.get(0).size()).isZero();
        assertThat(hours.get(1).size()).isEqualTo(48);
        assertThat(hours.get(1).step()).isEqualTo(Step.HOUR);
        assertThat(store.buckets(names, range, 90_000)).extracting(Series::size).containsExactly(0, 0);
    }

    @Test
    void deleteDevice_removesItsWindowsOfEverySize() {
        feed(START, START + 2 * DAY, 600_000, new Random(1));
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("stays", START, 0).frame())
                .add(
                        PipelineOutput.window(
                                "stays", Step.HOUR, START, PipelineOutput.at(0), PipelineOutput.statistics(1)),
                        START)
                .build());
        store.deleteArrivedBefore(Cutoffs.all(0)); // makes days
        assertThat(stored("pump", Step.DAY)).isNotEmpty();

        store.deleteDevice("pump", Long.MAX_VALUE);
        store.commit(HistoryBatch.builder()
                .add(PipelineOutput.scores("pump", START, 1_000_000).frame())
                .build());
        store.deleteArrivedBefore(Cutoffs.all(0)); // makes no day of what was deleted

        for (Step size : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
            assertThat(stored("pump", size)).as("%s", size).isEmpty();
        }
        assertThat(stored("stays", Step.HOUR)).hasSize(1);
        assertThat(stored("stays", Step.DAY)).hasSize(1);
    }

    private List<Aggregate> stored(String device, Step size) {
        return store.aggregates(device, "temperature", size, TimeRange.ALL, PageRequest.first(10))
                .items();
    }

    private static long counted(Series.DownSampled series) {
        return series.buckets().stream().mapToLong(Series.Bucket::count).sum();
    }
}
