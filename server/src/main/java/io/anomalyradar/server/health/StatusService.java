package io.anomalyradar.server.health;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Totals;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.WorkPool;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/status}: the path in figures, for the page. The store's totals are queried every two seconds at most.
 */
public final class StatusService {
    private static final long TOTALS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Figures of the flow.
     *
     * @param readingsPerSecond scored over the last ten seconds
     * @param latencyMillis from append to score, median of the last ten seconds
     * @param historyLag telemetry records not yet stored
     */
    public record Flow(
            DoubleSupplier readingsPerSecond,
            DoubleSupplier latencyMillis,
            LongSupplier historyLag,
            IntSupplier liveClients) {}

    private record Counted(Totals totals, long atNanos) {}

    private final Health health;
    private final HistoryStore store;
    private final Flow flow;
    private final String version;
    private final long startedMillis;
    private final WorkPool pool;
    private volatile @Nullable Counted counted;

    public StatusService(
            Health health, HistoryStore store, Flow flow, String version, long startedMillis, WorkPool pool) {
        this.health = health;
        this.store = store;
        this.flow = flow;
        this.version = version;
        this.startedMillis = startedMillis;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/status").build(this::status);
    }

    private HttpResponse status(ServiceRequestContext context, HttpRequest request) {
        return pool.answer(() -> {
            Totals totals = totals();
            return Json.answer(HttpStatus.OK, json -> {
                health.readiness().writeFields(json);
                json.writeStringField("version", version);
                json.writeNumberField("startedMillis", startedMillis);
                json.writeNumberField("devices", totals.devices());
                json.writeNumberField("series", totals.series());
                json.writeNumberField("openAnomalies", totals.openAnomalies());
                json.writeNumberField(
                        "readingsPerSecond", flow.readingsPerSecond().getAsDouble());
                json.writeNumberField(
                        "pipelineLatencyMillis", flow.latencyMillis().getAsDouble());
                json.writeNumberField("historyLagRecords", flow.historyLag().getAsLong());
                json.writeNumberField("storedSamples", totals.samples());
                json.writeNumberField("storeBytes", totals.bytesOnDisk());
                json.writeNumberField("liveClients", flow.liveClients().getAsInt());
            });
        });
    }

    // Two requests may count at the same time; the result of the one that ends last is kept.
    private Totals totals() {
        Counted known = counted;
        long now = System.nanoTime();
        if (known != null && now - known.atNanos() < TOTALS_NANOS) {
            return known.totals();
        }
        Totals totals = store.totals();
        counted = new Counted(totals, now);
        return totals;
    }
}
