package io.anomalyradar.server.inbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.control.Person;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /api/v1/acknowledgements/{link}}: what the link of a message would acknowledge, and acknowledging it. Whoever
 * has the message may do this once. Mail programs open links by themselves, so a GET changes nothing.
 */
public final class AcknowledgementService {
    private static final int MAX_BODY = 1 << 10;

    private final AcknowledgementLinks links;
    private final AlertBoard alerts;
    private final IncidentBoard incidents;
    private final Supplier<List<Person>> people;
    private final Commands commands;
    private final WorkPool pool;
    private final WorkPool commandPool;

    /**
     * @param people in whose name a link acknowledges when a channel is theirs alone
     * @param commandPool for commands, which wait for their effect: nothing else may have to wait behind them
     */
    public AcknowledgementService(
            AcknowledgementLinks links,
            AlertBoard alerts,
            IncidentBoard incidents,
            Supplier<List<Person>> people,
            Commands commands,
            WorkPool pool,
            WorkPool commandPool) {
        this.links = links;
        this.alerts = alerts;
        this.incidents = incidents;
        this.people = people;
        this.commands = commands;
        this.pool = pool;
        this.commandPool = commandPool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/acknowledgements/{link}").build(this::show);
        server.route().post("/api/v1/acknowledgements/{link}").build(this::acknowledge);
    }

    private HttpResponse show(ServiceRequestContext context, HttpRequest request) {
        AcknowledgementLink link = verified(context);
        return pool.answer(() -> answer(HttpStatus.OK, link, subject(link)));
    }

    private HttpResponse acknowledge(ServiceRequestContext context, HttpRequest request) {
        context.setMaxRequestLength(MAX_BODY);
        AcknowledgementLink link = verified(context);
        return commandPool.answer(() -> give(link));
    }

    private HttpResponse give(AcknowledgementLink link) {
        Alert alert = subject(link);
        String refusal = refusal(link, alert);
        if (!refusal.isEmpty()) {
            throw Problem.of(ProblemCode.CONFLICT, refusal).exception();
        }
        String id = link.subject();
        AlertCommand command = link.onIncident()
                ? new AlertCommand(id, "", AlertAction.ACKNOWLEDGE, person(link), "", 0, alert.area())
                : AlertCommand.onAlert(id, alert.device(), AlertAction.ACKNOWLEDGE, person(link), "", 0);
        Optional<Alert> changed = commands.give(
                command,
                patience -> link.onIncident()
                        ? incidents.awaitAfter(id, alert.revision(), patience).map(Incident::asAlert)
                        : alerts.awaitAfter(id, alert.revision(), patience));
        return changed.map(known -> answer(HttpStatus.OK, link, known))
                .orElseGet(() -> answer(HttpStatus.ACCEPTED, link, alert));
    }

    private AcknowledgementLink verified(ServiceRequestContext context) {
        return links.verify(String.valueOf(context.pathParam("link"))).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND,
                        "this link is not valid: it is incomplete, or older than "
                                + AcknowledgementLinks.LIFETIME.toDays()
                                + " days; the inbox shows what needs attention")
                .exception());
    }

    /** The alert, or the incident as one. */
    private Alert subject(AcknowledgementLink link) {
        Optional<Alert> found = link.onIncident()
                ? incidents.incident(link.subject()).map(Incident::asAlert)
                : alerts.alert(link.subject());
        return found.orElseThrow(
                () -> Problem.of(ProblemCode.NOT_FOUND, "what this link is about was resolved long ago")
                        .exception());
    }

    /** Why the link acknowledges nothing now; empty: it does. */
    private static String refusal(AcknowledgementLink link, Alert alert) {
        if (alert.state() == AlertState.RESOLVED) {
            return "it is resolved already: nothing is left to acknowledge";
        }
        Optional<TimelineEntry> taken = taken(link, alert);
        if (alert.state() == AlertState.ACKNOWLEDGED) {
            return "it is acknowledged already"
                    + taken.map(entry -> ", by " + entry.by()).orElse("");
        }
        return taken.isPresent()
                ? "it was acknowledged after this message and has come back since: use the link of the newest message"
                : "";
    }

    /** The acknowledgement after the message; a link acknowledges once. */
    private static Optional<TimelineEntry> taken(AcknowledgementLink link, Alert alert) {
        return alert.timeline().stream()
                .filter(entry -> entry.change() == AlertChange.ACKNOWLEDGED && entry.atMillis() >= link.issuedMillis())
                .reduce((first, last) -> last);
    }

    private String person(AcknowledgementLink link) {
        List<Person> owners = people.get().stream()
                .filter(person -> person.channels().contains(link.channel()))
                .toList();
        String who = owners.size() == 1 ? owners.get(0).name() : link.channel();
        return who + " (link in a message)";
    }

    private static HttpResponse answer(HttpStatus status, AcknowledgementLink link, Alert alert) {
        return Json.answer(status, json -> write(json, link, alert));
    }

    /** Nothing that the message did not say, and what has become of it. */
    private static void write(JsonGenerator json, AcknowledgementLink link, Alert alert) throws IOException {
        json.writeStringField("subject", alert.id());
        json.writeStringField("kind", link.onIncident() ? "incident" : "alert");
        json.writeStringField("title", alert.title());
        json.writeStringField("severity", alert.severity().name());
        json.writeStringField("state", alert.state().name());
        json.writeStringField("explanation", alert.anomaly().explanation());
        json.writeNumberField("since", alert.createdMillis());
        json.writeStringField(
                "acknowledgedBy", taken(link, alert).map(TimelineEntry::by).orElse(""));
        json.writeStringField("refusal", refusal(link, alert));
    }
}
