package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.http.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Series and their points. */
final class SeriesFields {
    private static final int MAX_POINTS = 2_000;
    private static final long AROUND_MILLIS = 3_600_000;

    private final HistoryQueries store;

    SeriesFields(HistoryQueries store) {
        this.store = store;
    }

    /** A series as the schema has it. */
    record SeriesAnswer(String device, String metric, Step step, long bucketMillis, List<Point> points) {
        static SeriesAnswer of(SeriesName name, Series series) {
            if (series instanceof Series.DownSampled summed) {
                return new SeriesAnswer(
                        name.device(),
                        name.metric(),
                        summed.step(),
                        summed.widthMillis(),
                        summed.buckets().stream().map(Point::of).toList());
            }
            List<Sample> samples = series instanceof Series.Raw raw ? raw.samples() : List.of();
            return new SeriesAnswer(
                    name.device(),
                    name.metric(),
                    Step.RAW,
                    0,
                    samples.stream().map(Point::of).toList());
        }
    }

    /** A point of a series as the schema has it. */
    record Point(
            long time,
            double value,
            double min,
            double max,
            double expected,
            double lower,
            double upper,
            double score,
            SampleStatus status,
            long count) {
        static Point of(Sample sample) {
            return new Point(
                    sample.timestampMillis(),
                    sample.value(),
                    sample.value(),
                    sample.value(),
                    sample.expected(),
                    sample.lower(),
                    sample.upper(),
                    sample.score(),
                    sample.status(),
                    1);
        }

        static Point of(Series.Bucket bucket) {
            return new Point(
                    bucket.startMillis(),
                    bucket.average(),
                    bucket.minimum(),
                    bucket.maximum(),
                    bucket.expected(),
                    bucket.lower(),
                    bucket.upper(),
                    bucket.score(),
                    bucket.worst(),
                    bucket.count());
        }
    }

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("series", this::several));
        wiring.type("Metric", type -> type.dataFetcher("history", this::ofMetric));
        wiring.type("LatestSample", type -> type.dataFetcher("sample", SeriesFields::newest));
        wiring.type("Anomaly", type -> type.dataFetcher("history", this::around));
    }

    private List<SeriesAnswer> several(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        List<Map<String, String>> given = field.getArgumentOrDefault("names", List.of());
        List<SeriesName> names = given.stream()
                .map(name -> new SeriesName(name.getOrDefault("device", ""), name.getOrDefault("metric", "")))
                .toList();
        if (names.size() > HistoryQueries.MAX_SERIES) {
            throw Problem.parameter("names", names.size() + " names", "give at most " + HistoryQueries.MAX_SERIES)
                    .exception();
        }
        List<SeriesName> seen = names.stream()
                .filter(name -> asked.view().covers(name.device()))
                .distinct()
                .toList();
        Map<SeriesName, Series> known = new HashMap<>();
        if (!seen.isEmpty()) {
            List<Series> answers = store.series(seen, asked.range(), asked.whole("points", MAX_POINTS));
            for (int i = 0; i < seen.size(); i++) {
                known.put(seen.get(i), answers.get(i));
            }
        }
        List<SeriesAnswer> all = new ArrayList<>();
        for (SeriesName name : names) {
            all.add(SeriesAnswer.of(name, known.getOrDefault(name, new Series.Raw(List.of()))));
        }
        return all;
    }

    private SeriesAnswer ofMetric(DataFetchingEnvironment field) {
        DeviceFields.MetricOf metric = FieldArguments.source(field, DeviceFields.MetricOf.class);
        FieldArguments asked = new FieldArguments(field);
        return read(metric.series(), asked.range(), asked.whole("points", MAX_POINTS));
    }

    private static Point newest(DataFetchingEnvironment field) {
        MetricSample latest = FieldArguments.source(field, MetricSample.class);
        return Point.of(latest.sample());
    }

    private @Nullable SeriesAnswer around(DataFetchingEnvironment field) {
        Anomaly anomaly = FieldArguments.source(field, Anomaly.class);
        if (anomaly.isOfDevice()) {
            return null;
        }
        Long end = anomaly.endMillis();
        TimeRange range = new TimeRange(
                Math.max(0, anomaly.startMillis() - AROUND_MILLIS),
                (end == null ? Math.max(anomaly.startMillis(), anomaly.peak().timestampMillis()) : end)
                        + AROUND_MILLIS);
        return read(
                new SeriesName(anomaly.device(), anomaly.metric()),
                range,
                new FieldArguments(field).whole("points", MAX_POINTS));
    }

    private SeriesAnswer read(SeriesName name, TimeRange range, int points) {
        return SeriesAnswer.of(name, store.series(name.device(), name.metric(), range, points));
    }
}
