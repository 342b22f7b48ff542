package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;

/** {@code /api/v1/series/history} and {@code /api/v1/aggregates}: one series over time. */
public final class SeriesService {
    private static final int DEFAULT_POINTS = 600;

    private final HistoryStore store;
    private final WorkPool pool;

    public SeriesService(HistoryStore store, WorkPool pool) {
        this.store = store;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/series/history").build(this::history);
        server.route().get("/api/v1/aggregates").build(this::aggregates);
    }

    private HttpResponse history(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        String device = parameters.requiredText("device");
        String metric = parameters.requiredText("metric");
        TimeRange range = parameters.range();
        int points = parameters.integer("points", 1, HistoryStore.MAX_POINTS, DEFAULT_POINTS);
        return pool.answer(() -> {
            Series series = store.series(device, metric, range, points);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeStringField("device", device);
                json.writeStringField("metric", metric);
                write(json, series);
            });
        });
    }

    private static void write(JsonGenerator json, Series series) throws IOException {
        if (series instanceof Series.Raw raw) {
            json.writeStringField("resolution", "raw");
            Pages.writeFields(json, raw.samples(), null, SampleJson::writePoint);
        } else if (series instanceof Series.DownSampled summed) {
            json.writeStringField("resolution", "buckets");
            json.writeNumberField("bucketMillis", summed.widthMillis());
            Pages.writeFields(json, summed.buckets(), null, SampleJson::writePoint);
        }
    }

    private HttpResponse aggregates(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        String device = parameters.requiredText("device");
        String metric = parameters.requiredText("metric");
        long sizeMillis = windowSize(parameters);
        TimeRange range = parameters.range();
        PageRequest page = parameters.page();
        return pool.answer(
                () -> Pages.answer(store.aggregates(device, metric, sizeMillis, range, page), SeriesService::write));
    }

    private static long windowSize(Parameters parameters) {
        String size = parameters.text("sizeMillis");
        return switch (size == null ? "10000" : size) {
            case "10000" -> 10_000;
            case "60000" -> 60_000;
            default ->
                throw Problem.parameter("sizeMillis", String.valueOf(size), "give 10000 or 60000")
                        .exception();
        };
    }

    private static void write(JsonGenerator json, Aggregate aggregate) throws IOException {
        AggregateFrame.Statistics statistics = aggregate.statistics();
        json.writeStartObject();
        json.writeNumberField("startMillis", aggregate.startMillis());
        json.writeNumberField("sizeMillis", aggregate.sizeMillis());
        json.writeNumberField("count", statistics.count());
        Json.number(json, "avg", statistics.average());
        Json.number(json, "min", statistics.minimum());
        Json.number(json, "max", statistics.maximum());
        Json.number(json, "stddev", statistics.deviation());
        Json.number(json, "p99", statistics.p99());
        json.writeEndObject();
    }
}
