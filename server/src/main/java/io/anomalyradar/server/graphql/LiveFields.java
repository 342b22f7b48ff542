package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.IncidentBoard;
import io.anomalyradar.server.live.LiveHub;
import io.anomalyradar.server.security.DeviceView;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** The fields of subscriptions. What an asker may see is decided anew for each item. */
final class LiveFields {
    private final LiveHub hub;
    private final AlertBoard alerts;
    private final IncidentBoard incidents;
    private final Executor executor;

    /** @param executor emits to all subscriptions */
    LiveFields(LiveHub hub, AlertBoard alerts, IncidentBoard incidents, Executor executor) {
        this.hub = hub;
        this.alerts = alerts;
        this.incidents = incidents;
        this.executor = executor;
    }

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.type("Subscription", type -> type.dataFetcher("anomalies", this::anomalies)
                .dataFetcher("alerts", this::alerts)
                .dataFetcher("incidents", this::incidents));
    }

    private Publisher<Anomaly> anomalies(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        DeviceView view = asked.view();
        String device = asked.text("device");
        Severity severity = asked.constant("severity", Severity.class);
        return new Feed<>(
                to -> hub.listen(anomaly -> {
                    if (isWanted(anomaly.device(), device, view)
                            && (severity == null || severity == anomaly.severity())) {
                        to.accept(anomaly);
                    }
                }),
                executor);
    }

    private Publisher<Alert> alerts(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        DeviceView view = asked.view();
        String device = asked.text("device");
        AlertSeverity severity = asked.constant("severity", AlertSeverity.class);
        return new Feed<>(
                to -> alerts.listen(alert -> {
                    if (isWanted(alert.device(), device, view) && (severity == null || severity == alert.severity())) {
                        to.accept(alert);
                    }
                }),
                executor);
    }

    private Publisher<Incident> incidents(DataFetchingEnvironment field) {
        DeviceView view = new FieldArguments(field).view();
        return new Feed<>(to -> incidents.listen(view, to), executor);
    }

    private static boolean isWanted(String device, @Nullable String wanted, DeviceView view) {
        return (wanted == null || wanted.equals(device)) && view.covers(device);
    }
}
