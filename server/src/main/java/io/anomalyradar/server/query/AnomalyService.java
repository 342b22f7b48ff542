package io.anomalyradar.server.query;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;

/** {@code /api/v1/anomalies…}: the detected anomalies. */
public final class AnomalyService {
    private final HistoryStore store;
    private final AccessControl access;
    private final WorkPool pool;

    public AnomalyService(HistoryStore store, AccessControl access, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/anomalies").build(this::list);
        server.route().get("/api/v1/anomalies/{id}").build(this::anomaly);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        AnomalyFilter filter = AnomalyFilter.ANY
                .withDevice(parameters.text("device"))
                .withMetric(parameters.text("metric"))
                .withSeverity(parameters.constant("severity", Severity.class))
                .withState(parameters.constant("state", AnomalyState.class))
                .withRange(parameters.range());
        PageRequest page = parameters.page();
        DeviceView view = access.view(context);
        return pool.answer(() -> Pages.answer(SeenAnomalies.page(store, filter, view, page), AnomalyJson::write));
    }

    private HttpResponse anomaly(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Anomaly anomaly = SeenAnomalies.known(store, id, view);
            return Json.answerValue(HttpStatus.OK, json -> AnomalyJson.write(json, anomaly));
        });
    }
}
