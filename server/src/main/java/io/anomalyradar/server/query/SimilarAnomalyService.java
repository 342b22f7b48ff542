package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/anomalies/{id}/similar}: earlier anomalies that looked alike, and what people did about them. Compared
 * are the newest thousand of the same series and the newest thousand of the same metric on any device.
 */
public final class SimilarAnomalyService {
    private static final int COMPARED = PageRequest.MAX_LIMIT;
    private static final int MAX_LIMIT = 50;

    private record Match(Anomaly anomaly, double similarity) {}

    private final HistoryQueries store;
    private final AccessControl access;
    private final Function<Set<String>, List<Alert>> alerts;
    private final WorkPool pool;

    /** @param alerts those that were raised by anomalies with these ids, as far as they are remembered */
    public SimilarAnomalyService(
            HistoryQueries store, AccessControl access, Function<Set<String>, List<Alert>> alerts, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.alerts = alerts;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/anomalies/{id}/similar").build(this::similar);
    }

    private HttpResponse similar(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        int limit = new Parameters(context).integer("limit", 1, MAX_LIMIT, 5);
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Anomaly anomaly = SeenAnomalies.known(store, id, view);
            List<Anomaly> earlier = earlier(anomaly, view);
            List<Match> matches = earlier.stream()
                    .map(other -> new Match(other, Similarity.of(anomaly, other)))
                    .filter(match -> match.similarity() > 0)
                    .sorted(bestOf(anomaly))
                    .limit(limit)
                    .toList();
            return answer(matches, earlier.size());
        });
    }

    /** Each one once, those of the same series first. */
    private List<Anomaly> earlier(Anomaly anomaly, DeviceView view) {
        AnomalyFilter sameMetric = AnomalyFilter.ANY
                .withMetric(anomaly.metric())
                .withRange(new TimeRange(
                        TimeRange.ALL.fromMillis(), Math.max(TimeRange.ALL.fromMillis(), anomaly.startMillis())));
        PageRequest newest = PageRequest.first(COMPARED);
        List<Anomaly> all =
                new ArrayList<>(SeenAnomalies.page(store, sameMetric.withDevice(anomaly.device()), view, newest)
                        .items());
        all.addAll(SeenAnomalies.page(store, sameMetric, view, newest).items());
        Set<String> seen = new HashSet<>(Set.of(anomaly.id()));
        all.removeIf(each -> each.startMillis() >= anomaly.startMillis() || !seen.add(each.id()));
        return all;
    }

    /** What happened to this series before says more than what looked the same elsewhere. */
    private static Comparator<Match> bestOf(Anomaly anomaly) {
        return Comparator.<Match, Boolean>comparing(
                        match -> !match.anomaly().device().equals(anomaly.device()))
                .thenComparing(match -> -match.similarity())
                .thenComparing(match -> -match.anomaly().startMillis());
    }

    private HttpResponse answer(List<Match> matches, int compared) {
        Set<String> ids = new HashSet<>();
        matches.forEach(match -> ids.add(match.anomaly().id()));
        List<Alert> raised = alerts.apply(ids);
        return Json.answer(HttpStatus.OK, json -> {
            json.writeNumberField("compared", compared);
            json.writeArrayFieldStart("items");
            for (Match match : matches) {
                json.writeStartObject();
                json.writeNumberField("similarity", match.similarity());
                json.writeFieldName("anomaly");
                AnomalyJson.write(json, match.anomaly());
                writeHandling(json, alertOf(match.anomaly(), raised));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static @Nullable Alert alertOf(Anomaly anomaly, List<Alert> raised) {
        return raised.stream()
                .filter(alert -> alert.anomaly().id().equals(anomaly.id()))
                .findFirst()
                .orElse(null);
    }

    /** What people did, oldest first. */
    private static void writeHandling(JsonGenerator json, @Nullable Alert alert) throws IOException {
        json.writeStringField("alert", alert == null ? "" : alert.id());
        List<TimelineEntry> timeline = alert == null ? List.of() : alert.timeline();
        AlertJson.writeTimeline(
                json,
                "handling",
                timeline.stream().filter(entry -> !entry.by().isEmpty()).toList());
    }
}
