package io.anomalyradar.server.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.control.Escalation;
import io.anomalyradar.model.control.OnCall;
import io.anomalyradar.model.control.OnCallSchedule;
import io.anomalyradar.model.control.OnCallSchedule.Shift;
import io.anomalyradar.model.control.Person;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/oncall}: who is on call now and in the next hours, and who is next when nobody answers. */
public final class OnCallService {
    private static final int MAX_HOURS = 24 * 92;

    private final Control control;
    private final WorkPool pool;
    private final Clock clock;

    public OnCallService(Control control, WorkPool pool, Clock clock) {
        this.control = control;
        this.pool = pool;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/oncall").build(this::onCall);
    }

    private HttpResponse onCall(ServiceRequestContext context, HttpRequest request) {
        long hours = new Parameters(context).integer("hours", 1, MAX_HOURS, 168);
        return pool.answer(() -> {
            long now = clock.millis();
            long until = now + Duration.ofHours(hours).toMillis();
            OnCall onCall = control.state().config().alerting().onCall();
            Map<String, String> names = new HashMap<>();
            for (Person person : onCall.people()) {
                names.put(person.id(), person.name());
            }
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (OnCallSchedule schedule : onCall.schedules()) {
                    List<Shift> shifts = schedule.shifts(now, until);
                    json.writeStartObject();
                    json.writeStringField("schedule", schedule.id());
                    json.writeStringField("zone", schedule.zone().getId());
                    json.writeArrayFieldStart("shifts");
                    for (Shift shift : shifts) {
                        json.writeStartObject();
                        json.writeStringField("person", shift.person());
                        json.writeStringField("name", names.getOrDefault(shift.person(), ""));
                        json.writeNumberField("fromMillis", shift.fromMillis());
                        json.writeNumberField("untilMillis", shift.untilMillis());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeArrayFieldStart("escalations");
                for (Escalation escalation : onCall.escalations()) {
                    write(json, escalation, onCall, now);
                }
                json.writeEndArray();
            });
        });
    }

    /** Who would be notified if the level were due at {@code nowMillis}. */
    private static void write(JsonGenerator json, Escalation escalation, OnCall onCall, long nowMillis)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("escalation", escalation.id());
        json.writeNumberField("repeat", escalation.repeat());
        json.writeArrayFieldStart("levels");
        for (Escalation.Level level : escalation.levels()) {
            json.writeStartObject();
            json.writeNumberField("afterMillis", level.afterMillis());
            json.writeArrayFieldStart("people");
            for (String name : level.channels()) {
                if (name.startsWith(OnCall.PREFIX)) {
                    for (Person person : onCall.people(name, nowMillis)) {
                        json.writeString(person.name());
                    }
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("channels");
            for (String channel : onCall.channels(level.channels(), nowMillis)) {
                json.writeString(channel);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
