package io.anomalyradar.server.query;

import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.security.DeviceView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The anomalies that a principal may see. */
public final class SeenAnomalies {
    private SeenAnomalies() {}

    /** The anomalies that {@code filter} admits, of the devices that {@code view} covers. */
    public static Page<Anomaly> page(HistoryQueries store, AnomalyFilter filter, DeviceView view, PageRequest page) {
        AnomalyFilter seen = filter(filter, view);
        return seen == null ? new Page<>(List.of(), null) : store.anomalies(seen, page);
    }

    /** The part of {@code filter} that {@code view} covers; null: nothing. */
    public static @Nullable AnomalyFilter filter(AnomalyFilter filter, DeviceView view) {
        if (view.coversAll()) {
            return filter;
        }
        Set<String> seen = view.registered();
        if (!filter.devices().isEmpty()) {
            seen.retainAll(filter.devices());
        }
        return seen.isEmpty() ? null : filter.withDevices(seen);
    }

    /**
     * The anomaly with this id.
     *
     * @throws io.anomalyradar.server.http.ProblemException when there is none, or {@code view} does not cover its device
     */
    static Anomaly known(HistoryQueries store, String id, DeviceView view) {
        return store.anomaly(id).filter(known -> view.covers(known.device())).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND, "no anomaly has this id: it was never stored, or retention removed it")
                .exception());
    }
}
