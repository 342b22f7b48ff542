package io.anomalyradar.server.devices;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and changes the device registry. */
public final class RegistryService {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryService.class);

    private final Control control;
    private final AccessControl access;
    private final Consumer<RegisteredDevice> deleteData;
    private final WorkPool pool;
    private final BodyBudget budget;

    /** @param deleteData deletes the stored data of a deleted device */
    public RegistryService(
            Control control,
            AccessControl access,
            Consumer<RegisteredDevice> deleteData,
            WorkPool pool,
            BodyBudget budget) {
        this.control = control;
        this.access = access;
        this.deleteData = deleteData;
        this.pool = pool;
        this.budget = budget;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/registry/devices").build(this::list);
        server.route().get("/api/v1/registry/devices/{device}").build(this::entry);
        server.route().put("/api/v1/registry/devices/{device}").build(this::set);
        server.route().delete("/api/v1/registry/devices/{device}").build(this::delete);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        PageRequest page = new Parameters(context).page();
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            String after = page.cursor() == null ? "" : page.cursor();
            List<DeviceEntry> entries = new ArrayList<>();
            String next = null;
            for (RegisteredDevice device : control.state().devices().after(after)) {
                if (device.entry().deleted() || !view.covers(device.entry().device())) {
                    continue;
                }
                if (entries.size() == page.limit()) {
                    next = entries.get(entries.size() - 1).device();
                    break;
                }
                entries.add(device.entry());
            }
            String cursor = next;
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (DeviceEntry entry : entries) {
                    DeviceJson.write(json, entry);
                }
                json.writeEndArray();
                json.writeStringField("next", cursor);
            });
        });
    }

    private HttpResponse entry(ServiceRequestContext context, HttpRequest request) {
        String name = name(context);
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            RegisteredDevice known = control.state().devices().find(name);
            if (known == null || known.entry().deleted() || !view.covers(name)) {
                throw Problem.of(
                                ProblemCode.NOT_FOUND,
                                "the registry has no such device: PUT its entry, or see /api/v1/registry/devices")
                        .exception();
            }
            return answer(known.entry());
        });
    }

    private HttpResponse set(ServiceRequestContext context, HttpRequest request) {
        String name = name(context);
        DeviceView view = access.view(context);
        return Requests.answer(pool, budget, context, request, body -> {
            DeviceEntry wanted = read(body, name);
            RegisteredDevice known = known(name);
            requireOwn(view, name, wanted.group());
            requireNewest(Requests.ifMatch(body, known.entry().revision()), known);
            requireRoom(known);
            return answer(control.publish(known.next(wanted)).entry());
        });
    }

    private HttpResponse delete(ServiceRequestContext context, HttpRequest request) {
        String name = name(context);
        DeviceView view = access.view(context);
        return Requests.answer(pool, budget, context, request, body -> {
            RegisteredDevice known = known(name);
            requireOwn(view, name, known.entry().group());
            requireNewest(Requests.ifMatch(body, known.entry().revision()), known);
            RegisteredDevice deleted = control.publish(known.entry().asDeleted());
            deleteData.accept(deleted);
            LOG.info("device {} and its data are deleted", name);
            return answer(deleted.entry());
        });
    }

    /** The device as the registry has it; of one that it does not have, revision 0. */
    private RegisteredDevice known(String name) {
        RegisteredDevice known = control.state().devices().find(name);
        return known == null ? new RegisteredDevice(DeviceEntry.named(name), -1, 0) : known;
    }

    /** A device may neither be taken from another group nor be moved to one; that, and a new device, need all groups. */
    private static void requireOwn(DeviceView view, String device, String group) {
        if (!view.covers(device) || !(view.coversAll() || view.wouldCover(device, group))) {
            throw Problem.of(
                            ProblemCode.FORBIDDEN,
                            "only devices of your groups may be changed, and only within these groups: ask an editor"
                                    + " of all devices")
                    .exception();
        }
    }

    private void requireRoom(RegisteredDevice device) {
        if (device.entry().revision() == 0 && control.state().devices().all().size() >= DeviceRegistry.MAX_DEVICES) {
            throw Problem.of(
                            ProblemCode.TOO_LARGE,
                            "the registry is full with " + DeviceRegistry.MAX_DEVICES
                                    + " devices: delete those that are no more")
                    .exception();
        }
    }

    private static void requireNewest(int base, RegisteredDevice known) {
        if (base != known.entry().revision()) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "the change was made from revision " + base + ", the newest is "
                                    + known.entry().revision() + ": read the entry again, then repeat the change")
                    .exception();
        }
    }

    private static DeviceEntry read(AggregatedHttpRequest body, String name) {
        try {
            return DeviceJson.read(body.content().array(), name);
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }

    private static HttpResponse answer(DeviceEntry entry) {
        return Json.answer(HttpStatus.OK, json -> DeviceJson.writeFields(json, entry));
    }

    private static String name(ServiceRequestContext context) {
        String name = String.valueOf(context.pathParam("device"));
        String fault = FrameLimits.deviceFault(name);
        if (fault != null) {
            throw Problem.parameter("device", name, fault).exception();
        }
        return name;
    }
}
