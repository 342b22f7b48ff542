package io.anomalyradar.server.capsules;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleJson;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code /api/v1/alerts/{id}/capsule}: what an alert was decided from, to be replayed. */
public final class CapsuleService {
    private final CapsuleAssembly assembly;
    private final AlertBoard alerts;
    private final AccessControl access;
    private final WorkPool pool;

    /** @param pool for questions of the history and the log */
    public CapsuleService(CapsuleAssembly assembly, AlertBoard alerts, AccessControl access, WorkPool pool) {
        this.assembly = assembly;
        this.alerts = alerts;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/alerts/{id}/capsule").build(this::capsule);
    }

    private HttpResponse capsule(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Alert alert = alerts.known(id, view);
            try {
                Capsule capsule = assembly.of(alert);
                return Json.answerValue(HttpStatus.OK, json -> CapsuleJson.write(json, capsule));
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        });
    }
}
