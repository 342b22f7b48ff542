package io.anomalyradar.server.causes;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.notify.MessageChart;
import io.anomalyradar.notify.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Adds what was measured to what people are notified of, as far as the history has it in time. Thread-safe. */
public final class NotifiedCharts implements UnaryOperator<Notification> {
    private static final int POINTS = 120;
    /** Fewer samples say little: a longer time is shown. */
    private static final int FEW = 10;

    private static final long MINUTE = 60_000;
    /** How long before the anomaly the chart begins; the first time that has enough samples. */
    private static final long[] LEADS = {10 * MINUTE, 120 * MINUTE, 1_440 * MINUTE};

    private final HistoryQueries history;
    private final TimelyAnswers answers;

    public NotifiedCharts(HistoryQueries history, TimelyAnswers answers) {
        this.history = history;
        this.answers = answers;
    }

    @Override
    public Notification apply(Notification notification) {
        Anomaly anomaly = notification.alert().anomaly();
        boolean isOfOneSeries = !anomaly.isOfDevice() && !anomaly.isMatch();
        if (notification.transition() == NotifiedChange.DIGEST || !isOfOneSeries) {
            return notification;
        }
        return answers.of(() -> chart(anomaly))
                .flatMap(chart -> chart)
                .map(notification::withChart)
                .orElse(notification);
    }

    private Optional<MessageChart> chart(Anomaly anomaly) {
        Long end = anomaly.endMillis();
        long until = Math.max(end == null ? anomaly.peak().timestampMillis() : end, anomaly.startMillis());
        List<MessageChart.Point> points = List.of();
        for (long lead : LEADS) {
            TimeRange range = new TimeRange(anomaly.startMillis() - lead, until + MINUTE);
            points = points(history.series(anomaly.device(), anomaly.metric(), range, POINTS));
            if (points.size() >= FEW) {
                break;
            }
        }
        return points.size() < 2 ? Optional.empty() : Optional.of(new MessageChart(anomaly.metric(), points));
    }

    private static List<MessageChart.Point> points(Series series) {
        List<MessageChart.Point> points = new ArrayList<>();
        if (series instanceof Series.Raw raw) {
            for (Sample sample : raw.samples()) {
                points.add(new MessageChart.Point(
                        sample.timestampMillis(),
                        sample.value(),
                        sample.lower(),
                        sample.upper(),
                        isUnusual(sample.status())));
            }
        } else if (series instanceof Series.DownSampled sampled) {
            for (Series.Bucket bucket : sampled.buckets()) {
                points.add(new MessageChart.Point(
                        bucket.startMillis(),
                        bucket.average(),
                        bucket.lower(),
                        bucket.upper(),
                        isUnusual(bucket.worst())));
            }
        }
        return points;
    }

    private static boolean isUnusual(SampleStatus status) {
        return status == SampleStatus.ALARM || status == SampleStatus.UNUSUAL;
    }
}
