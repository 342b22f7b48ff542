package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code /api/v1/series/history}, {@code /api/v1/series/histories} and {@code /api/v1/aggregates}: series over time.
 */
public final class SeriesService {
    private static final int DEFAULT_POINTS = 600;
    private static final int MAX_SERIES = 100;
    private static final int MAX_POINTS = 100_000;

    private final HistoryStore store;
    private final AccessControl access;
    private final WorkPool pool;

    public SeriesService(HistoryStore store, AccessControl access, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/series/history").build(this::history);
        server.route().get("/api/v1/series/histories").build(this::histories);
        server.route().get("/api/v1/aggregates").build(this::aggregates);
    }

    private HttpResponse history(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        SeriesName name = new SeriesName(parameters.requiredText("device"), parameters.requiredText("metric"));
        access.view(context).require(name.device());
        TimeRange range = parameters.range();
        int points = parameters.integer("points", 1, HistoryStore.MAX_POINTS, DEFAULT_POINTS);
        return pool.answer(() -> {
            Series series = store.series(List.of(name), range, points).get(0);
            return Json.answer(HttpStatus.OK, json -> writeFields(json, name, series));
        });
    }

    private HttpResponse histories(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        List<SeriesName> names = names(parameters.texts("device"), parameters.texts("metric"));
        DeviceView view = access.view(context);
        names.forEach(name -> view.require(name.device()));
        TimeRange range = parameters.range();
        int most = Math.min(HistoryStore.MAX_POINTS, MAX_POINTS / names.size());
        int points = parameters.integer("points", 1, most, Math.min(DEFAULT_POINTS, most));
        return pool.answer(() -> {
            List<Series> found = store.series(names, range, points);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (int i = 0; i < names.size(); i++) {
                    json.writeStartObject();
                    writeFields(json, names.get(i), found.get(i));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeNullField("next");
            });
        });
    }

    /** The i-th device with the i-th metric. */
    private static List<SeriesName> names(List<String> devices, List<String> metrics) {
        if (devices.isEmpty() || devices.size() > MAX_SERIES) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "parameter device stands " + devices.size() + " times: give one to " + MAX_SERIES)
                    .exception();
        }
        if (devices.size() != metrics.size()) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "parameter metric stands " + metrics.size() + " times, device " + devices.size()
                                    + ": give a metric for each device")
                    .exception();
        }
        return IntStream.range(0, devices.size())
                .mapToObj(i -> new SeriesName(devices.get(i), metrics.get(i)))
                .toList();
    }

    private static void writeFields(JsonGenerator json, SeriesName name, Series series) throws IOException {
        json.writeStringField("device", name.device());
        json.writeStringField("metric", name.metric());
        if (series instanceof Series.Raw raw) {
            json.writeStringField("resolution", "raw");
            json.writeStringField("step", Step.RAW.name());
            Pages.writeFields(json, raw.samples(), null, SampleJson::writePoint);
        } else if (series instanceof Series.DownSampled summed) {
            json.writeStringField("resolution", "buckets");
            json.writeStringField("step", summed.step().name());
            json.writeNumberField("bucketMillis", summed.widthMillis());
            Pages.writeFields(json, summed.buckets(), null, SampleJson::writePoint);
        }
    }

    private HttpResponse aggregates(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        String device = parameters.requiredText("device");
        access.view(context).require(device);
        String metric = parameters.requiredText("metric");
        Step size = windowSize(parameters);
        TimeRange range = parameters.range();
        PageRequest page = parameters.page();
        return pool.answer(
                () -> Pages.answer(store.aggregates(device, metric, size, range, page), SeriesService::write));
    }

    private static Step windowSize(Parameters parameters) {
        String size = parameters.text("sizeMillis");
        return switch (size == null ? "60000" : size) {
            case "60000" -> Step.MINUTE;
            case "3600000" -> Step.HOUR;
            case "86400000" -> Step.DAY;
            default ->
                throw Problem.parameter("sizeMillis", String.valueOf(size), "give 60000, 3600000 or 86400000")
                        .exception();
        };
    }

    private static void write(JsonGenerator json, Aggregate aggregate) throws IOException {
        WindowStatistics statistics = aggregate.statistics();
        json.writeStartObject();
        json.writeNumberField("startMillis", aggregate.startMillis());
        json.writeNumberField("sizeMillis", aggregate.size().millis());
        json.writeNumberField("count", statistics.count());
        Json.number(json, "sum", statistics.sum());
        Json.number(json, "avg", statistics.average());
        Json.number(json, "min", statistics.minimum());
        Json.number(json, "max", statistics.maximum());
        Json.number(json, "stddev", statistics.deviation());
        Json.number(json, "p99", statistics.p99());
        Json.number(json, "score", statistics.scores().worst());
        Json.number(json, "anomalyShare", statistics.anomalyShare());
        json.writeStringField("status", statistics.worstStatus().name());
        Json.number(json, "expected", statistics.band().expected());
        Json.number(json, "lower", statistics.band().lower());
        Json.number(json, "upper", statistics.band().upper());
        WindowStatistics.Trend trend = statistics.trend();
        if (Double.isNaN(trend.slopePerHour())) {
            json.writeNullField("trend");
        } else {
            json.writeObjectFieldStart("trend");
            Json.number(json, "slopePerHour", trend.slopePerHour());
            Json.number(json, "standardError", trend.standardError());
            Json.number(json, "t", Double.isInfinite(trend.t()) ? Double.NaN : trend.t());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
