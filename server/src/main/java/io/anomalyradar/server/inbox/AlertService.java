package io.anomalyradar.server.inbox;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
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
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alerts…}: the inbox, and the commands of people. */
public final class AlertService {
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_BODY = 16 << 10;
    private static final String NO_INCIDENT = "none";

    private final AlertBoard board;
    private final IncidentBoard incidents;
    private final AccessControl access;
    private final Commands commands;
    private final WorkPool pool;
    private final WorkPool commandPool;
    private final BodyBudget budget;

    /** @param commandPool for commands, which wait for their effect: nothing else may have to wait behind them */
    public AlertService(
            AlertBoard board,
            IncidentBoard incidents,
            AccessControl access,
            Commands commands,
            WorkPool pool,
            WorkPool commandPool,
            BodyBudget budget) {
        this.board = board;
        this.incidents = incidents;
        this.access = access;
        this.commands = commands;
        this.pool = pool;
        this.commandPool = commandPool;
        this.budget = budget;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/alerts").build(this::list);
        server.route().get("/api/v1/alerts/{id}").build(this::alert);
        server.route().post("/api/v1/alerts/{id}/commands").build(this::command);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        AlertState state = parameters.constant("state", AlertState.class);
        Set<AlertState> states = state == null ? AlertQuery.OPEN : EnumSet.of(state);
        AlertQuery query = new AlertQuery(
                states,
                parameters.constant("severity", AlertSeverity.class),
                parameters.text("device"),
                belonging(parameters.text("incident")),
                access.view(context),
                parameters.integer("limit", 1, MAX_LIMIT, 100));
        return pool.answer(() -> {
            List<Alert> alerts = board.list(query);
            Map<AlertState, Integer> counts = board.counts(query.view());
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (Alert alert : alerts) {
                    AlertJson.write(json, alert);
                }
                json.writeEndArray();
                json.writeObjectFieldStart("counts");
                for (Map.Entry<AlertState, Integer> count : counts.entrySet()) {
                    json.writeNumberField(count.getKey().name(), count.getValue());
                }
                json.writeEndObject();
            });
        });
    }

    /** Alerts of an incident, or with {@value #NO_INCIDENT} those of no open one. */
    private Predicate<Alert> belonging(@Nullable String incident) {
        if (incident == null) {
            return alert -> true;
        }
        return incident.equals(NO_INCIDENT)
                ? alert -> !incidents.isOpen(alert.incident())
                : incidents.belonging(incident);
    }

    private HttpResponse alert(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> answer(HttpStatus.OK, board.known(id, view)));
    }

    private HttpResponse command(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        Requests.requireJson(request, "command");
        context.setMaxRequestLength(MAX_BODY);
        DeviceView view = access.view(context);
        Principal who = Access.principal(context);
        return Requests.answer(commandPool, budget, context, request, body -> give(board.known(id, view), who, body));
    }

    private HttpResponse give(Alert alert, Principal who, AggregatedHttpRequest body) {
        String id = alert.id();
        AlertCommand given = Commands.read(body, who.author(""));
        if (!alert.state().isOpen()) {
            throw Problem.of(ProblemCode.CONFLICT, "the alert is resolved: nothing can be done with it any more")
                    .exception();
        }
        AlertCommand command =
                AlertCommand.onAlert(id, alert.device(), given.action(), given.by(), given.text(), given.untilMillis());
        return commands.give(command, patience -> board.awaitAfter(id, alert.revision(), patience))
                .map(changed -> answer(HttpStatus.OK, changed))
                .orElseGet(() -> answer(HttpStatus.ACCEPTED, alert));
    }

    private static HttpResponse answer(HttpStatus status, Alert alert) {
        return Json.answerValue(status, json -> AlertJson.write(json, alert));
    }
}
