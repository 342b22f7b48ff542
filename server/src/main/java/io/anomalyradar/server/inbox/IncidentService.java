package io.anomalyradar.server.inbox;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.anomalyradar.server.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/incidents…}: the incidents, and the commands of people on them. */
public final class IncidentService {
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_BODY = 16 << 10;
    private static final Set<IncidentState> OPEN = EnumSet.complementOf(EnumSet.of(IncidentState.RESOLVED));

    private final IncidentBoard board;
    private final AlertBoard alerts;
    private final AccessControl access;
    private final Commands commands;
    private final WorkPool pool;
    private final WorkPool commandPool;
    private final BodyBudget budget;

    /** @param commandPool for commands, which wait for their effect: nothing else may have to wait behind them */
    public IncidentService(
            IncidentBoard board,
            AlertBoard alerts,
            AccessControl access,
            Commands commands,
            WorkPool pool,
            WorkPool commandPool,
            BodyBudget budget) {
        this.board = board;
        this.alerts = alerts;
        this.access = access;
        this.commands = commands;
        this.pool = pool;
        this.commandPool = commandPool;
        this.budget = budget;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/incidents").build(this::list);
        server.route().get("/api/v1/incidents/{id}").build(this::incident);
        server.route().post("/api/v1/incidents/{id}/commands").build(this::command);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        IncidentState state = parameters.constant("state", IncidentState.class);
        int limit = parameters.integer("limit", 1, MAX_LIMIT, 100);
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            List<Incident> incidents = board.list(state == null ? OPEN : EnumSet.of(state), view, limit);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (Incident incident : incidents) {
                    IncidentJson.write(json, incident, device -> isShown(incident, device, view));
                }
                json.writeEndArray();
            });
        });
    }

    private HttpResponse incident(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> answer(HttpStatus.OK, board.known(id, view), view));
    }

    private HttpResponse command(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        Requests.requireJson(request, "command");
        context.setMaxRequestLength(MAX_BODY);
        DeviceView view = access.view(context);
        Principal who = Access.principal(context);
        return Requests.answer(
                commandPool, budget, context, request, body -> give(board.known(id, view), who, view, body));
    }

    private HttpResponse give(Incident incident, Principal who, DeviceView view, AggregatedHttpRequest body) {
        AlertCommand given = Commands.read(body, who.author(""));
        if (given.action() == AlertAction.SNOOZE) {
            throw Problem.of(
                            ProblemCode.INVALID_DOCUMENT,
                            "an incident cannot be snoozed: acknowledge it, or silence its devices")
                    .exception();
        }
        if (incident.state() == IncidentState.RESOLVED) {
            throw Problem.of(ProblemCode.CONFLICT, "the incident is resolved: nothing can be done with it any more")
                    .exception();
        }
        String id = incident.id();
        @Nullable Alert lead = null;
        switch (given.action()) {
            case MERGE ->
                requireMergeable(incident, board.known(given.subjects().get(0), view));
            case SPLIT -> lead = splitLead(incident, given.subjects(), view);
            case ACKNOWLEDGE, UNACKNOWLEDGE, SNOOZE, ASSIGN, COMMENT, RESOLVE, REVIEW -> {
                // concern nothing else
            }
        }
        AlertCommand command = new AlertCommand(
                id, "", given.action(), given.by(), given.text(), 0, incident.area(), given.subjects(), lead);
        return commands.give(command, patience -> board.awaitAfter(id, incident.revision(), patience))
                .map(changed -> answer(HttpStatus.OK, changed, view))
                .orElseGet(() -> answer(HttpStatus.ACCEPTED, incident, view));
    }

    private static void requireMergeable(Incident into, Incident from) {
        String reason = "";
        if (into.id().equals(from.id())) {
            reason = "an incident cannot be merged with itself";
        } else if (from.state() == IncidentState.RESOLVED) {
            reason = "the incident to be merged is resolved";
        } else if (!into.area().equals(from.area())) {
            reason = "only incidents of one area can be merged; these are of " + into.area() + " and " + from.area();
        }
        if (!reason.isEmpty()) {
            throw Problem.of(ProblemCode.CONFLICT, reason).exception();
        }
    }

    /** The first of the alerts that are split off; all are listed, open, and may be seen. */
    private Alert splitLead(Incident incident, List<String> subjects, DeviceView view) {
        for (String subject : subjects) {
            Alert alert = alerts.alert(subject, view).orElse(null);
            boolean isListed = incident.members().stream()
                    .anyMatch(member -> member.alert().equals(subject));
            if (alert == null
                    || !isListed
                    || !alert.state().isOpen()
                    || subject.equals(incident.lead().id())) {
                throw Problem.of(
                                ProblemCode.CONFLICT,
                                "alert " + subject + " cannot be split off: it must be open, among the "
                                        + Incident.MAX_MEMBERS + " that the incident lists, and not its leading one")
                        .exception();
            }
        }
        if (subjects.size() >= incident.counts().open()) {
            throw Problem.of(ProblemCode.CONFLICT, "an alert that goes on must stay: choose fewer")
                    .exception();
        }
        return alerts.alert(subjects.get(0)).orElseThrow();
    }

    private HttpResponse answer(HttpStatus status, Incident incident, DeviceView view) {
        return Json.answerValue(
                status, json -> IncidentJson.write(json, incident, device -> isShown(incident, device, view)));
    }

    private boolean isShown(Incident incident, String device, DeviceView view) {
        return board.isShown(device, incident.openedMillis(), view);
    }
}
