package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.DeviceCell;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/fleet/history}: devices or groups over time, from windows. The finest windows are taken of which
 * the fleet has at most {@value #MOST_WINDOWS} in the range, and that are no longer than a stretch if there are such.
 */
public final class FleetHistoryService {
    private static final int DEFAULT_COLUMNS = 60;
    private static final int MAX_COLUMNS = 240;
    private static final int DEFAULT_ROWS = 50;
    private static final int MAX_ROWS = 500;
    private static final double MOST_WINDOWS = 3_000_000;
    private static final long LONGEST_MILLIS = Step.DAY.millis() * 3_660;

    private final HistoryStore store;
    private final Supplier<DeviceRegistry> registry;
    private final AccessControl access;
    private final WorkPool pool;

    public FleetHistoryService(
            HistoryStore store, Supplier<DeviceRegistry> registry, AccessControl access, WorkPool pool) {
        this.store = store;
        this.registry = registry;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/fleet/history").build(this::history);
    }

    private HttpResponse history(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        TimeRange range = parameters.range();
        if (range.toMillis() - range.fromMillis() > LONGEST_MILLIS || range.toMillis() < range.fromMillis()) {
            throw Problem.parameter("from", String.valueOf(range.fromMillis()), "give from and to, ten years at most")
                    .exception();
        }
        int columns = parameters.integer("columns", 1, MAX_COLUMNS, DEFAULT_COLUMNS);
        int most = parameters.integer("limit", 1, MAX_ROWS, DEFAULT_ROWS);
        boolean byGroup = byGroup(parameters.text("by"));
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            Map<String, Attributes> attributes = new HashMap<>();
            long series = 0;
            for (SeriesOfDevice device : store.catalogue()) {
                if (view.covers(device.device())) {
                    attributes.put(device.device(), device.attributes());
                }
                series += device.metrics().size();
            }
            long span = Math.max(1, range.toMillis() - range.fromMillis());
            Step size = size(span, series);
            long step = Math.max(size.millis(), roundedUp(span, columns));
            int count = (int) ((span + step - 1) / step);
            List<DeviceCell> cells = store.cells(size, range, step).stream()
                    .filter(cell -> attributes.containsKey(cell.device()))
                    .toList();
            DeviceRegistry known = registry.get();
            FleetHistory history = FleetHistory.of(
                    cells,
                    count,
                    device -> byGroup
                            ? known.shownGroup(device, attributes.getOrDefault(device, Attributes.NONE))
                            : device,
                    most);
            return Json.answer(HttpStatus.OK, json -> write(json, range.fromMillis(), step, size, count, history));
        });
    }

    private static boolean byGroup(@Nullable String by) {
        return switch (by == null ? "group" : by) {
            case "group" -> true;
            case "device" -> false;
            default ->
                throw Problem.parameter("by", String.valueOf(by), "give group or device")
                        .exception();
        };
    }

    private static Step size(long spanMillis, long series) {
        for (Step size : List.of(Step.MINUTE, Step.HOUR)) {
            if ((double) spanMillis / size.millis() * series <= MOST_WINDOWS) {
                return size;
            }
        }
        return Step.DAY;
    }

    private static long roundedUp(long span, int columns) {
        return (span + columns - 1) / columns;
    }

    private static void write(
            JsonGenerator json, long fromMillis, long stepMillis, Step size, int columns, FleetHistory history)
            throws IOException {
        json.writeNumberField("fromMillis", fromMillis);
        json.writeNumberField("stepMillis", stepMillis);
        json.writeNumberField("columns", columns);
        json.writeStringField("step", size.name());
        json.writeNumberField("total", history.total());
        json.writeArrayFieldStart("rows");
        for (FleetHistory.Row row : history.rows()) {
            json.writeStartObject();
            json.writeStringField("name", row.name());
            json.writeNumberField("devices", row.devices());
            Json.number(json, "score", row.worst());
            Json.number(json, "rate", row.rate());
            write(json, "scores", row.scores(), 1e3);
            write(json, "rates", row.rates(), 1e5);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, double[] values, double steps) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            Json.number(json, Math.rint(value * steps) / steps);
        }
        json.writeEndArray();
    }
}
