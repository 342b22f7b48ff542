package io.anomalyradar.server.alerts;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.alerting.RuleBacktest;
import io.anomalyradar.alerting.RuleBacktest.Fired;
import io.anomalyradar.alerting.pattern.PatternBacktest;
import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.query.SeenAnomalies;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/rules/backtest}: what rules would have done with the stored anomalies, and patterns with the stored events,
 * anomalies and samples. Changes nothing.
 */
public final class BacktestService {
    private static final int MAX_HOURS = 24 * 31;
    /** The most anomalies that are looked at, the newest. */
    static final int MAX_ANOMALIES = 100_000;
    /** The most alerts that are listed, the newest; all are counted. */
    private static final int MAX_ITEMS = 1_000;

    private final HistoryStore store;
    private final Supplier<DeviceRegistry> registry;
    private final AccessControl access;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final Clock clock;

    public BacktestService(
            HistoryStore store,
            Supplier<DeviceRegistry> registry,
            AccessControl access,
            WorkPool pool,
            BodyBudget budget,
            Clock clock) {
        this.store = store;
        this.registry = registry;
        this.access = access;
        this.pool = pool;
        this.budget = budget;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().post("/api/v1/rules/backtest").build(this::backtest);
    }

    private HttpResponse backtest(ServiceRequestContext context, HttpRequest request) {
        Requests.requireJson(request, "configuration");
        context.setMaxRequestLength(ConfigDocument.MAX_BYTES);
        long hours = new Parameters(context).integer("hours", 1, MAX_HOURS, 24);
        DeviceView view = access.view(context);
        return Requests.answer(pool, budget, context, request, body -> {
            AlertRules rules = rules(body);
            long end = clock.millis();
            TimeRange range = new TimeRange(end - Duration.ofHours(hours).toMillis(), end);
            List<Anomaly> anomalies = anomalies(range, view);
            PastInputs past = new PastInputs(store, rules.patterns(), range, view);
            List<PatternInput> inputs = past.read(anomalies);
            List<Anomaly> matches = PatternBacktest.of(rules.patterns(), inputs, end);
            DeviceRegistry devices = registry.get();
            // Matches that are stored are of the patterns that were in force.
            List<Anomaly> found =
                    anomalies.stream().filter(anomaly -> !anomaly.isMatch()).toList();
            List<Fired> fired =
                    RuleBacktest.of(rules, found, matches, device -> devices.placementAt(device, end), end).stream()
                            .filter(each -> each.firedMillis() >= range.fromMillis())
                            .toList();
            Looked looked = new Looked(
                    anomalies.size(),
                    inputs.size(),
                    (int) matches.stream()
                            .filter(match -> match.state() == AnomalyState.OPEN)
                            .count(),
                    anomalies.size() < MAX_ANOMALIES && past.isComplete());
            return answer(range, looked, fired);
        });
    }

    private static AlertRules rules(AggregatedHttpRequest body) {
        try {
            return AlertRules.of(ConfigJson.read(body.content().array()).alerting());
        } catch (SettingsException invalid) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(invalid.getMessage()))
                    .exception();
        }
    }

    private List<Anomaly> anomalies(TimeRange range, DeviceView view) {
        AnomalyFilter filter = SeenAnomalies.filter(AnomalyFilter.ANY.withRange(range), view);
        if (filter == null) {
            return List.of();
        }
        List<Anomaly> anomalies = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Anomaly> page = store.anomalies(filter, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            anomalies.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && anomalies.size() < MAX_ANOMALIES);
        return anomalies;
    }

    /** What was looked at, and what patterns found in it. */
    private record Looked(int anomalies, int inputs, int matches, boolean complete) {}

    private static HttpResponse answer(TimeRange range, Looked looked, List<Fired> fired) {
        Set<String> devices = new TreeSet<>();
        fired.forEach(each -> devices.add(each.device()));
        long notified =
                fired.stream().filter(each -> !each.channels().isEmpty()).count();
        return Json.answer(HttpStatus.OK, json -> {
            json.writeNumberField("fromMillis", range.fromMillis());
            json.writeNumberField("toMillis", range.toMillis());
            json.writeNumberField("anomalies", looked.anomalies());
            json.writeNumberField("inputs", looked.inputs());
            json.writeNumberField("matches", looked.matches());
            json.writeBooleanField("complete", looked.complete());
            json.writeNumberField("fired", fired.size());
            json.writeNumberField("notified", notified);
            json.writeNumberField("devices", devices.size());
            json.writeArrayFieldStart("items");
            for (Fired each : fired.subList(Math.max(0, fired.size() - MAX_ITEMS), fired.size())) {
                json.writeStartObject();
                json.writeStringField("rule", each.rule());
                json.writeStringField("title", each.title());
                json.writeStringField("device", each.device());
                json.writeStringField("metric", each.metric());
                json.writeStringField("severity", each.severity().name());
                json.writeNumberField("firedMillis", each.firedMillis());
                json.writeNumberField("resolvedMillis", each.resolvedMillis());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
