package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/v1/devices…}: the stored data of each device, with what the device registry says of it. */
public final class DeviceService {
    private final HistoryStore store;
    private final Supplier<DeviceRegistry> registry;
    private final AccessControl access;
    private final WorkPool pool;

    public DeviceService(HistoryStore store, Supplier<DeviceRegistry> registry, AccessControl access, WorkPool pool) {
        this.store = store;
        this.access = access;
        this.registry = registry;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/devices").build(this::list);
        server.route().get("/api/v1/devices/{device}").build(this::device);
        server.route().get("/api/v1/devices/{device}/latest").build(this::latest);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        String part = parameters.text("query");
        PageRequest page = parameters.page();
        DeviceView view = access.view(context);
        return pool.answer(
                () -> Pages.answer(SeenDevices.of(store, view, part == null ? "" : part, page), (json, device) -> {
                    json.writeStartObject();
                    writeFields(json, device);
                    json.writeNumberField("metrics", device.metrics());
                    json.writeEndObject();
                }));
    }

    private HttpResponse device(ServiceRequestContext context, HttpRequest request) {
        String name = deviceName(context);
        return pool.answer(() -> {
            Device device = known(name);
            List<SeriesCounts> metrics = store.counts(name);
            return Json.answer(HttpStatus.OK, json -> {
                writeFields(json, device);
                json.writeArrayFieldStart("metrics");
                for (SeriesCounts counts : metrics) {
                    write(json, counts);
                }
                json.writeEndArray();
            });
        });
    }

    private HttpResponse latest(ServiceRequestContext context, HttpRequest request) {
        String name = deviceName(context);
        return pool.answer(() -> {
            known(name);
            List<MetricSample> latest = store.latest(name);
            return Json.answer(
                    HttpStatus.OK,
                    json -> Pages.writeFields(json, latest, null, (to, newest) -> {
                        to.writeStartObject();
                        to.writeStringField("metric", newest.metric());
                        SampleJson.writeFields(to, newest.sample());
                        to.writeEndObject();
                    }));
        });
    }

    private String deviceName(ServiceRequestContext context) {
        String name = String.valueOf(context.pathParam("device"));
        access.view(context).require(name);
        return name;
    }

    private Device known(String name) {
        return store.device(name).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND, "no device of this name is known: /api/v1/devices lists those that are")
                .exception());
    }

    private void writeFields(JsonGenerator json, Device device) throws IOException {
        json.writeStringField("device", device.name());
        json.writeObjectFieldStart("attributes");
        Attributes attributes = device.attributes();
        writeGiven(json, "site", attributes.site());
        writeGiven(json, "type", attributes.type());
        writeGiven(json, "group", attributes.group());
        writeGiven(json, "tenant", attributes.tenant());
        json.writeEndObject();
        RegisteredDevice registered = registry.get().find(device.name());
        if (registered != null && !registered.entry().deleted()) {
            write(json, registered.entry());
        }
        json.writeStringField("state", device.state());
        json.writeNumberField(
                "openAnomalies",
                device.openAnomalies().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        json.writeNumberField("firstSeenMillis", device.firstSeenMillis());
        json.writeNumberField("lastSeenMillis", device.lastSeenMillis());
    }

    private static void write(JsonGenerator json, DeviceEntry entry) throws IOException {
        json.writeObjectFieldStart("registered");
        json.writeStringField("displayName", entry.displayName());
        json.writeStringField("group", entry.group());
        json.writeStringField("owner", entry.owner());
        json.writeEndObject();
    }

    private static void writeGiven(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void write(JsonGenerator json, SeriesCounts counts) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", counts.metric());
        json.writeNumberField("samples", counts.total());
        json.writeNumberField("lateSamples", counts.count(SampleStatus.LATE));
        json.writeNumberField("firstMillis", counts.firstMillis());
        json.writeNumberField("lastMillis", counts.lastMillis());
        json.writeEndObject();
    }
}
