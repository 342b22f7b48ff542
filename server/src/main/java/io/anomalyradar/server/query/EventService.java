package io.anomalyradar.server.query;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.EventSummary;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.event.RecordedEventJson;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/events…}: what happened. Whoever sees only some devices sees the events whose key is one of them.
 */
public final class EventService {
    private static final int MAX_NAMES = 100;
    private static final int MAX_POINTS = 1_000;
    private static final long LEAST_STEP_MILLIS = 1_000;

    private final HistoryStore store;
    private final AccessControl access;
    private final WorkPool pool;

    public EventService(HistoryStore store, AccessControl access, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/events").build(this::list);
        server.route().get("/api/v1/events/summary").build(this::summary);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        EventFilter filter = filter(parameters);
        PageRequest page = parameters.page();
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            EventFilter seen = seen(filter, view);
            return Pages.answer(
                    seen == null ? new Page<>(List.of(), null) : store.events(seen, page), RecordedEventJson::write);
        });
    }

    private static EventFilter filter(Parameters parameters) {
        return EventFilter.ANY
                .withTypes(names(parameters, "type"))
                .withKeys(names(parameters, "key"))
                .withRange(parameters.range());
    }

    private static Set<String> names(Parameters parameters, String name) {
        List<String> given =
                parameters.texts(name).stream().filter(text -> !text.isEmpty()).toList();
        if (given.size() > MAX_NAMES) {
            throw Problem.parameter(name, given.size() + " values", "give at most " + MAX_NAMES)
                    .exception();
        }
        return Set.copyOf(given);
    }

    /** The part of {@code filter} that {@code view} covers; null: nothing. */
    public static @Nullable EventFilter seen(EventFilter filter, DeviceView view) {
        if (view.coversAll()) {
            return filter;
        }
        Set<String> keys = view.registered();
        if (!filter.keys().isEmpty()) {
            keys.retainAll(filter.keys());
        }
        return keys.isEmpty() ? null : filter.withKeys(keys);
    }

    private HttpResponse summary(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        EventFilter filter = filter(parameters);
        TimeRange range = filter.range();
        if (range.toMillis() == TimeRange.ALL.toMillis()) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "parameter to is missing: give 'from' and 'to'")
                    .exception();
        }
        int points = parameters.integer("points", 1, MAX_POINTS, 100);
        long step = Math.max(LEAST_STEP_MILLIS, (range.toMillis() - range.fromMillis() + points - 1) / points);
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            EventFilter seen = seen(filter, view);
            return answer(seen == null ? new EventSummary(List.of(), List.of()) : store.summary(seen, step), step);
        });
    }

    private static HttpResponse answer(EventSummary summary, long stepMillis) {
        return Json.answer(HttpStatus.OK, json -> {
            json.writeNumberField("stepMillis", stepMillis);
            json.writeArrayFieldStart("types");
            for (EventSummary.TypeCount count : summary.types()) {
                json.writeStartObject();
                json.writeStringField("type", count.type());
                json.writeNumberField("startMillis", count.startMillis());
                json.writeNumberField("count", count.count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("keys");
            for (EventSummary.KeyCount count : summary.keys()) {
                json.writeStartObject();
                json.writeStringField("key", count.key());
                json.writeNumberField("count", count.count());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
