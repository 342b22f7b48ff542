package io.anomalyradar.server.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/fleet/now}: every device at this moment, in columns, for the page's radar. Names are left out when
 * the client has them already. Open anomalies are read from the store once a second at most, whoever asks.
 */
public final class FleetService {
    private static final long FRESH_MILLIS = 1_000;

    private final LiveHub hub;
    private final Supplier<DeviceRegistry> registry;
    private final AccessControl access;
    private final WorkPool pool;
    private final Clock clock;
    private List<Anomaly> open = List.of();
    private long readMillis = Long.MIN_VALUE;

    public FleetService(
            LiveHub hub, Supplier<DeviceRegistry> registry, AccessControl access, WorkPool pool, Clock clock) {
        this.hub = hub;
        this.registry = registry;
        this.access = access;
        this.pool = pool;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/fleet/now").build(this::now);
    }

    private HttpResponse now(ServiceRequestContext context, HttpRequest request) {
        String known = new Parameters(context).text("known");
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            FleetNow fleet = FleetNow.of(hub.state().latest(), open(), registry.get(), view);
            return Json.answer(
                    HttpStatus.OK, json -> write(json, fleet, fleet.names().equals(known)));
        });
    }

    private synchronized List<Anomaly> open() {
        long now = clock.millis();
        if (readMillis == Long.MIN_VALUE || now - readMillis >= FRESH_MILLIS || now < readMillis) {
            open = hub.state().anomalies().open();
            readMillis = now;
        }
        return open;
    }

    private void write(JsonGenerator json, FleetNow fleet, boolean isKnown) throws IOException {
        json.writeNumberField("serverMillis", clock.millis());
        json.writeStringField("names", fleet.names());
        if (!isKnown) {
            writeTexts(json, "devices", fleet.devices());
            writeTexts(json, "groups", fleet.groups());
            json.writeArrayFieldStart("group");
            for (int group : fleet.group()) {
                json.writeNumber(group);
            }
            json.writeEndArray();
        }
        writeRounded(json, "scores", fleet.scores(), 1e3);
        writeRounded(json, "rates", fleet.rates(), 1e4);
        json.writeFieldName("states");
        json.writeArray(fleet.states(), 0, fleet.states().length);
        json.writeFieldName("seenMillis");
        json.writeArray(fleet.seenMillis(), 0, fleet.seenMillis().length);
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Rounded to what a picture shows: 100,000 devices are a third of the bytes. */
    private static void writeRounded(JsonGenerator json, String name, double[] values, double steps)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            json.writeNumber(Math.rint(value * steps) / steps);
        }
        json.writeEndArray();
    }
}
