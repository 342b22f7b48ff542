package io.anomalyradar.server.security;

import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The devices that a principal may see. The registry decides now, at each question: a device that changes its group is
 * seen, or not, from the next question on. A device that is not in the registry belongs to no group. Thread-safe.
 */
public final class DeviceView {
    /** Every device. */
    public static final DeviceView ALL = new DeviceView(Grant.ALL, DeviceRegistry::new);

    private final Grant grant;
    private final Supplier<DeviceRegistry> registry;

    DeviceView(Grant grant, Supplier<DeviceRegistry> registry) {
        this.grant = grant;
        this.registry = registry;
    }

    public boolean coversAll() {
        return grant.coversAll();
    }

    public boolean covers(String device) {
        return grant.coversAll() || grant.covers(device, group(device));
    }

    /** Whether a device called {@code device} would be covered if its group were {@code group}. */
    public boolean wouldCover(String device, String group) {
        return grant.covers(device, group);
    }

    private String group(String device) {
        RegisteredDevice known = registry.get().find(device);
        return known == null || known.entry().deleted() ? "" : known.entry().group();
    }

    /** The registered devices that are covered, by name. */
    public Set<String> registered() {
        Set<String> names = new TreeSet<>();
        for (RegisteredDevice device : registry.get().all()) {
            String name = device.entry().device();
            if (!device.entry().deleted() && grant.covers(name, device.entry().group())) {
                names.add(name);
            }
        }
        return names;
    }

    /** Answers as for a device that does not exist unless {@code device} is covered. */
    public void require(String device) {
        if (!covers(device)) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "no device of this name is known: /api/v1/devices lists those that are")
                    .exception();
        }
    }
}
