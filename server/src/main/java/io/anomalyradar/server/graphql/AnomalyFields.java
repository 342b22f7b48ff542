package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.server.query.SeenAnomalies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The detected anomalies. */
final class AnomalyFields {
    private final HistoryQueries store;

    AnomalyFields(HistoryQueries store) {
        this.store = store;
    }

    void addTo(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("anomalies", this::list).dataFetcher("anomaly", this::one));
        wiring.type("Device", type -> type.dataFetcher("anomalies", this::ofDevice));
        wiring.type("Anomaly", type -> type.dataFetcher(
                        "deviceName", field -> of(field).device())
                .dataFetcher("start", field -> of(field).startMillis())
                .dataFetcher("end", field -> of(field).endMillis()));
        wiring.type("Peak", type -> type.dataFetcher("time", AnomalyFields::peakTime));
    }

    private static Anomaly of(DataFetchingEnvironment field) {
        return FieldArguments.source(field, Anomaly.class);
    }

    private static long peakTime(DataFetchingEnvironment field) {
        Anomaly.Peak peak = FieldArguments.source(field, Anomaly.Peak.class);
        return peak.timestampMillis();
    }

    private Page<Anomaly> list(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        AnomalyFilter filter = filter(asked).withDevice(asked.text("device")).withMetric(asked.text("metric"));
        PageRequest page = new PageRequest(asked.whole("limit", PageRequest.MAX_LIMIT), asked.text("cursor"));
        return SeenAnomalies.page(store, filter, asked.view(), page);
    }

    private List<Anomaly> ofDevice(DataFetchingEnvironment field) {
        Device device = FieldArguments.source(field, Device.class);
        FieldArguments asked = new FieldArguments(field);
        return store.anomalies(
                        filter(asked).withDevice(device.name()),
                        PageRequest.first(asked.whole("limit", PageRequest.MAX_LIMIT)))
                .items();
    }

    private static AnomalyFilter filter(FieldArguments asked) {
        return AnomalyFilter.ANY
                .withSeverity(asked.constant("severity", Severity.class))
                .withState(asked.constant("state", AnomalyState.class))
                .withRange(asked.range());
    }

    private @Nullable Anomaly one(DataFetchingEnvironment field) {
        FieldArguments asked = new FieldArguments(field);
        return store.anomaly(asked.given("id"))
                .filter(anomaly -> asked.view().covers(anomaly.device()))
                .orElse(null);
    }
}
