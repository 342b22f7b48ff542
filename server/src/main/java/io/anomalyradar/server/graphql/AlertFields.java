package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.anomalyradar.history.Device;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.inbox.AlertQuery;
import io.anomalyradar.server.inbox.IncidentBoard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts and incidents, as the inbox has them. */
final class AlertFields {
    private static final int MAX_LIMIT = 1_000;
    private static final Set<IncidentState> OPEN = EnumSet.complementOf(EnumSet.of(IncidentState.RESOLVED));

    private final AlertBoard alerts;
    private final IncidentBoard incidents;

    AlertFields(AlertBoard alerts, IncidentBoard incidents) {
        this.alerts = alerts;
        this.incidents = incidents;
    }

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("alerts", this::list)
                .dataFetcher("alert", this::one)
                .dataFetcher("incidents", this::listIncidents)
                .dataFetcher("incident", field -> incident(field, new FieldArguments(field).given("id"))));
        wiring.type("Device", type -> type.dataFetcher("alerts", this::ofDevice));
        wiring.type("Alert", type -> type.dataFetcher(
                        "created", field -> alert(field).createdMillis())
                .dataFetcher("changed", field -> alert(field).changedMillis())
                .dataFetcher("incident", field -> incident(field, alert(field).incident())));
        wiring.type("Change", type -> type.dataFetcher("time", AlertFields::changeTime));
        wiring.type("Incident", type -> type.dataFetcher("cause", AlertFields::cause)
                .dataFetcher("opened", field -> of(field).openedMillis())
                .dataFetcher("changed", field -> of(field).changedMillis())
                .dataFetcher("alertCount", field -> of(field).counts().alerts())
                .dataFetcher("openCount", field -> of(field).counts().open())
                .dataFetcher("deviceCount", field -> of(field).counts().devices())
                .dataFetcher("members", this::members));
        wiring.type("Member", type -> type.dataFetcher(
                        "alertId", field -> member(field).alert())
                .dataFetcher("time", field -> member(field).atMillis()));
    }

    private static Alert alert(DataFetchingEnvironment field) {
        return FieldArguments.source(field, Alert.class);
    }

    private static Incident of(DataFetchingEnvironment field) {
        return FieldArguments.source(field, Incident.class);
    }

    private static Incident.Member member(DataFetchingEnvironment field) {
        return FieldArguments.source(field, Incident.Member.class);
    }

    private static long changeTime(DataFetchingEnvironment field) {
        TimelineEntry entry = FieldArguments.source(field, TimelineEntry.class);
        return entry.atMillis();
    }

    private List<Alert> list(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        AlertState state = asked.constant("state", AlertState.class);
        return alerts.list(new AlertQuery(
                state == null ? AlertQuery.OPEN : EnumSet.of(state),
                asked.constant("severity", AlertSeverity.class),
                asked.text("device"),
                any -> true,
                asked.view(),
                asked.whole("limit", MAX_LIMIT)));
    }

    private List<Alert> ofDevice(DataFetchingEnvironment field) {
        Device device = FieldArguments.source(field, Device.class);
        FieldArguments asked = new FieldArguments(field);
        return alerts.list(new AlertQuery(
                AlertQuery.OPEN, null, device.name(), any -> true, asked.view(), asked.whole("limit", MAX_LIMIT)));
    }

    private @Nullable Alert one(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        return alerts.alert(asked.given("id"), asked.view()).orElse(null);
    }

    private List<Incident> listIncidents(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        IncidentState state = asked.constant("state", IncidentState.class);
        return incidents.list(state == null ? OPEN : EnumSet.of(state), asked.view(), asked.whole("limit", MAX_LIMIT));
    }

    private @Nullable Incident incident(DataFetchingEnvironment field, String id) {
        return incidents.incident(id, new FieldArguments(field).view()).orElse(null);
    }

    private static String cause(DataFetchingEnvironment field) {
        String cause = of(field).cause();
        return new FieldArguments(field).view().covers(cause) ? cause : "";
    }

    private List<Incident.Member> members(DataFetchingEnvironment field) {
        Incident incident = of(field);
        FieldArguments asked = new FieldArguments(field);
        return incident.members().stream()
                .filter(member -> incidents.isShown(member.device(), incident.openedMillis(), asked.view()))
                .toList();
    }
}
