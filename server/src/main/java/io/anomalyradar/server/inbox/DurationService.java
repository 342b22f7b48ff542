package io.anomalyradar.server.inbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code /api/v1/rules/durations}: how long the alerts of each rule last, and until somebody takes them on. */
public final class DurationService {
    private static final int MAX_HOURS = 24 * 31;
    private static final int WEEK_HOURS = 24 * 7;

    private final AlertBoard board;
    private final AccessControl access;
    private final WorkPool pool;
    private final Clock clock;

    public DurationService(AlertBoard board, AccessControl access, WorkPool pool, Clock clock) {
        this.board = board;
        this.access = access;
        this.pool = pool;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/rules/durations").build(this::durations);
    }

    private HttpResponse durations(ServiceRequestContext context, HttpRequest request) {
        long hours = new Parameters(context).integer("hours", 1, MAX_HOURS, WEEK_HOURS);
        DeviceView view = access.view(context);
        long since = clock.millis() - Duration.ofHours(hours).toMillis();
        return pool.answer(() -> {
            List<RuleDurations> rules = RuleDurations.of(board.seen(view), since);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeNumberField("fromMillis", since);
                json.writeArrayFieldStart("items");
                for (RuleDurations rule : rules) {
                    write(json, rule);
                }
                json.writeEndArray();
            });
        });
    }

    private static void write(JsonGenerator json, RuleDurations rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", rule.rule());
        json.writeNumberField("fired", rule.fired());
        json.writeNumberField("open", rule.open());
        json.writeNumberField("acknowledged", rule.waits().size());
        writeQuantiles(json, "acknowledge", rule.waits());
        writeQuantiles(json, "duration", rule.durations());
        json.writeEndObject();
    }

    private static void writeQuantiles(JsonGenerator json, String name, List<Long> ascending) throws IOException {
        if (!ascending.isEmpty()) {
            json.writeNumberField(name + "MedianMillis", RuleDurations.quantile(ascending, 0.5));
            json.writeNumberField(name + "P90Millis", RuleDurations.quantile(ascending, 0.9));
        }
    }
}
