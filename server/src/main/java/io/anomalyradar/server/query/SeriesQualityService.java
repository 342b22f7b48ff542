package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Field;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code GET /api/v1/series/quality}: gaps, repeats, stuck and late samples of a series, its distribution and its trend.
 * Reads every sample of the period, {@value #MOST_SAMPLES} at most.
 */
public final class SeriesQualityService {
    private static final int MOST_SAMPLES = 500_000;
    private static final int MOST_GAPS = 10;
    private static final List<String> PERCENTILES = List.of("p1", "p5", "p25", "p50", "p75", "p95", "p99");

    private final HistoryStore store;
    private final AccessControl access;
    private final WorkPool pool;

    public SeriesQualityService(HistoryStore store, AccessControl access, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/series/quality").build(this::quality);
    }

    private HttpResponse quality(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        SeriesName name = new SeriesName(parameters.requiredText("device"), parameters.requiredText("metric"));
        access.view(context).require(name.device());
        TimeRange range = parameters.range();
        return pool.answer(() -> {
            Points points = points(name, range);
            SeriesQuality quality = SeriesQuality.of(points);
            OptionalLong repeated = repeated(name, points);
            Optional<SeriesCounts> stored = store.counts(name.device()).stream()
                    .filter(counts -> counts.metric().equals(name.metric()))
                    .findFirst();
            return Json.answer(HttpStatus.OK, json -> {
                json.writeStringField("device", name.device());
                json.writeStringField("metric", name.metric());
                write(json, points, quality);
                if (repeated.isPresent()) {
                    json.writeNumberField("repeated", repeated.getAsLong());
                }
                json.writeNumberField(
                        "lateSamples",
                        stored.map(counts -> counts.count(SampleStatus.LATE)).orElse(0L));
                write(json, points, range);
            });
        });
    }

    private Points points(SeriesName name, TimeRange range) {
        Optional<List<Points>> read = store.points(List.of(name), Field.VALUE, range, MOST_SAMPLES);
        return read.orElseThrow(() -> Problem.parameter(
                                "from",
                                String.valueOf(range.fromMillis()),
                                "the period has more than " + MOST_SAMPLES
                                        + " samples of this series: give a shorter one")
                        .exception())
                .get(0);
    }

    /**
     * Samples whose time another one has too: the store has them all, the points each time once. Empty where the store
     * answers from windows, whose ends are not those of the period.
     */
    private OptionalLong repeated(SeriesName name, Points points) {
        if (points.size() == 0) {
            return OptionalLong.of(0);
        }
        long first = points.timesMillis()[0];
        long span = points.timesMillis()[points.size() - 1] + 1 - first;
        if (span > HistoryQueries.RAW_MILLIS) {
            return OptionalLong.empty();
        }
        long stored = 0;
        for (Series.DownSampled series : store.buckets(List.of(name), new TimeRange(first, first + span), span)) {
            for (Series.Bucket bucket : series.buckets()) {
                stored += bucket.count();
            }
        }
        return OptionalLong.of(Math.max(0, stored - points.size()));
    }

    private static void write(JsonGenerator json, Points points, SeriesQuality quality) throws IOException {
        json.writeNumberField("samples", quality.samples());
        if (points.size() > 0) {
            json.writeNumberField("firstMillis", points.timesMillis()[0]);
            json.writeNumberField("lastMillis", points.timesMillis()[points.size() - 1]);
        }
        json.writeNumberField("intervalMillis", quality.intervalMillis());
        json.writeNumberField("missing", quality.missing());
        Json.number(json, "missingShare", quality.missingShare());
        json.writeNumberField("gaps", quality.gaps().size());
        json.writeArrayFieldStart("longestGaps");
        for (SeriesQuality.Stretch gap :
                quality.gaps().subList(0, Math.min(MOST_GAPS, quality.gaps().size()))) {
            json.writeStartObject();
            json.writeNumberField("fromMillis", gap.fromMillis());
            json.writeNumberField("toMillis", gap.toMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
        SeriesQuality.Constant constant = quality.constant();
        if (constant != null) {
            json.writeObjectFieldStart("longestConstant");
            json.writeNumberField("fromMillis", constant.fromMillis());
            json.writeNumberField("toMillis", constant.toMillis());
            json.writeNumberField("samples", constant.samples());
            Json.number(json, "value", constant.value());
            json.writeEndObject();
        }
        SeriesQuality.Distribution values = quality.distribution();
        if (values != null) {
            json.writeObjectFieldStart("values");
            Json.number(json, "min", values.minimum());
            Json.number(json, "max", values.maximum());
            Json.number(json, "avg", values.mean());
            Json.number(json, "stddev", values.deviation());
            for (int i = 0; i < PERCENTILES.size(); i++) {
                Json.number(json, PERCENTILES.get(i), values.percentiles().get(i));
            }
            write(json, values.histogram());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Histogram histogram) throws IOException {
        json.writeObjectFieldStart("histogram");
        Json.number(json, "from", histogram.from());
        Json.number(json, "to", histogram.to());
        json.writeArrayFieldStart("counts");
        for (int count : histogram.counts()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeNumberField("below", histogram.below());
        json.writeNumberField("above", histogram.above());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Points points, TimeRange range) throws IOException {
        Optional<SeriesTrend> trend = SeriesTrend.of(points);
        if (trend.isPresent()) {
            json.writeObjectFieldStart("trend");
            Json.number(json, "slopePerDay", trend.get().slopePerDay());
            Json.number(json, "p", trend.get().p());
            json.writeStringField("direction", trend.get().direction().name());
            json.writeEndObject();
        }
        long last = points.size() == 0 ? 0 : points.timesMillis()[points.size() - 1] + 1;
        Optional<DayOverDay> days = DayOverDay.of(points, Math.min(range.toMillis(), last));
        if (days.isPresent()) {
            json.writeObjectFieldStart("dayOverDay");
            Json.number(json, "avg", days.get().average());
            Json.number(json, "before", days.get().before());
            Json.number(json, "change", days.get().change());
            json.writeEndObject();
        }
    }
}
