package io.anomalyradar.server.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.control.Person;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code /api/v1/alerts/{id}/notifications} and {@code /api/v1/incidents/{id}/notifications}: who was notified, when,
 * through what, and what became of it.
 */
public final class NotificationService {
    private final NotificationLog log;
    private final AlertBoard alerts;
    private final IncidentBoard incidents;
    private final Supplier<List<Person>> people;
    private final AccessControl access;
    private final WorkPool pool;

    /** @param people whose channels they are */
    public NotificationService(
            NotificationLog log,
            AlertBoard alerts,
            IncidentBoard incidents,
            Supplier<List<Person>> people,
            AccessControl access,
            WorkPool pool) {
        this.log = log;
        this.alerts = alerts;
        this.incidents = incidents;
        this.people = people;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/alerts/{id}/notifications").build(this::ofAlert);
        server.route().get("/api/v1/incidents/{id}/notifications").build(this::ofIncident);
    }

    private HttpResponse ofAlert(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Alert alert = alerts.known(id, view);
            List<NotificationState> states = new ArrayList<>(log.of(alert.id()));
            incidents.incident(alert.incident(), view).ifPresent(incident -> states.addAll(log.of(incident.id())));
            return answer(states);
        });
    }

    private HttpResponse ofIncident(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> answer(log.of(incidents.known(id, view).id())));
    }

    private HttpResponse answer(List<NotificationState> states) {
        List<Person> owners = people.get();
        List<NotificationState> ordered = states.stream()
                .sorted(Comparator.comparingLong(NotificationState::atMillis))
                .toList();
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (NotificationState state : ordered) {
                write(json, state, owners);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, NotificationState state, List<Person> owners) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", state.subject());
        json.writeStringField("channel", state.channel());
        json.writeArrayFieldStart("people");
        for (Person owner : owners) {
            if (owner.channels().contains(state.channel())) {
                json.writeString(owner.name());
            }
        }
        json.writeEndArray();
        json.writeStringField("change", state.change().word());
        json.writeNumberField("number", state.number());
        json.writeStringField("state", state.state());
        json.writeNumberField("attempt", state.attempt());
        json.writeStringField("detail", state.detail());
        json.writeNumberField("atMillis", state.atMillis());
        json.writeEndObject();
    }
}
