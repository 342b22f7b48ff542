package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;

/** Down-sampling written for clarity, to hold stores to: all in memory, one bucket after the other. */
final class BucketModel {
    /** From what counts least to what counts most. */
    private static final List<SampleStatus> WORSE = List.of(
            SampleStatus.LATE, SampleStatus.WARM_UP, SampleStatus.NORMAL, SampleStatus.UNUSUAL, SampleStatus.ALARM);

    private BucketModel() {}

    /** The buckets of the first sample of each of {@code frames}. */
    static Series.DownSampled of(List<ScoreFrame> frames, int points) {
        long first =
                frames.stream().mapToLong(ScoreFrame::timestampMillis).min().orElseThrow();
        long last = frames.stream().mapToLong(ScoreFrame::timestampMillis).max().orElseThrow();
        long width = Math.floorDiv(last - first, points) + 1;
        return of(frames, Step.RAW, first, width);
    }

    /** The buckets of this width, one of which starts at {@code originMillis}. */
    static Series.DownSampled of(List<ScoreFrame> frames, Step step, long originMillis, long width) {
        Map<Long, List<ScoreFrame>> buckets = new TreeMap<>();
        for (ScoreFrame frame : frames) {
            long start = originMillis + Math.floorDiv(frame.timestampMillis() - originMillis, width) * width;
            buckets.computeIfAbsent(start, unused -> new ArrayList<>()).add(frame);
        }
        List<Series.Bucket> result = new ArrayList<>();
        buckets.forEach((start, members) -> result.add(bucket(start, members)));
        return new Series.DownSampled(step, width, result);
    }

    private static Series.Bucket bucket(long start, List<ScoreFrame> frames) {
        List<ScoreFrame> judged =
                frames.stream().filter(f -> !Double.isNaN(f.expected(0))).toList();
        return new Series.Bucket(
                start,
                least(frames, f -> f.value(0)),
                -least(frames, f -> -f.value(0)),
                mean(frames, f -> f.value(0)),
                mean(judged, f -> f.expected(0)),
                least(judged, f -> f.lower(0)),
                -least(judged, f -> -f.upper(0)),
                -least(frames, f -> -f.score(0)),
                frames.size(),
                frames.stream().filter(f -> f.status(0) == SampleStatus.ALARM).count(),
                frames.stream()
                        .map(f -> f.status(0))
                        .max((a, b) -> Integer.compare(WORSE.indexOf(a), WORSE.indexOf(b)))
                        .orElseThrow());
    }

    private static double least(List<ScoreFrame> frames, ToDoubleFunction<ScoreFrame> of) {
        return frames.stream().mapToDouble(of).min().orElse(Double.NaN);
    }

    private static double mean(List<ScoreFrame> frames, ToDoubleFunction<ScoreFrame> of) {
        return frames.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** Means may differ in their last bits, as the order of adding is not promised; nothing else may. */
    static void assertSame(Series.DownSampled actual, Series.DownSampled model) {
        assertThat(actual.step()).isEqualTo(model.step());
        assertThat(actual.widthMillis()).isEqualTo(model.widthMillis());
        assertThat(actual.size()).isEqualTo(model.size());
        for (int i = 0; i < model.size(); i++) {
            assertSame(actual.buckets().get(i), model.buckets().get(i));
        }
    }

    private static void assertSame(Series.Bucket actual, Series.Bucket model) {
        assertThat(actual.average()).isCloseTo(model.average(), Offset.offset(1e-9));
        if (!Double.isNaN(model.expected())) {
            assertThat(actual.expected()).isCloseTo(model.expected(), Offset.offset(1e-9));
        }
        assertThat(actual)
                .isEqualTo(new Series.Bucket(
                        model.startMillis(),
                        model.minimum(),
                        model.maximum(),
                        actual.average(),
                        Double.isNaN(model.expected()) ? Double.NaN : actual.expected(),
                        model.lower(),
                        model.upper(),
                        model.score(),
                        model.count(),
                        model.alarms(),
                        model.worst()));
    }
}
