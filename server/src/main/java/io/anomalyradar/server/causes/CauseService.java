package io.anomalyradar.server.causes;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;

/** {@code /api/v1/incidents/{id}/cause} and {@code /api/v1/alerts/{id}/cause}: what probably caused them. */
public final class CauseService {
    private final CauseFinder finder;
    private final IncidentBoard incidents;
    private final AlertBoard alerts;
    private final AccessControl access;
    private final WorkPool pool;

    /** @param pool for questions of the history */
    public CauseService(
            CauseFinder finder, IncidentBoard incidents, AlertBoard alerts, AccessControl access, WorkPool pool) {
        this.finder = finder;
        this.incidents = incidents;
        this.alerts = alerts;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/incidents/{id}/cause").build(this::ofIncident);
        server.route().get("/api/v1/alerts/{id}/cause").build(this::ofAlert);
    }

    private HttpResponse ofIncident(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Incident incident = incidents.known(id, view);
            return answer(finder.of(incident), view);
        });
    }

    private HttpResponse ofAlert(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Alert alert = alerts.known(id, view);
            return answer(finder.of(alert), view);
        });
    }

    private static HttpResponse answer(ProbableCause cause, DeviceView view) {
        return Json.answerValue(HttpStatus.OK, json -> CauseJson.write(json, cause, view::covers));
    }
}
