package io.anomalyradar.server.query;

import io.anomalyradar.history.Device;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.server.security.DeviceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pages of the devices that a limited principal may see: those of the registry that are covered and have sent. */
public final class SeenDevices {
    private SeenDevices() {}

    /** The devices that {@code view} covers whose name contains {@code part}, in any case of letters. */
    public static Page<Device> of(HistoryStore store, DeviceView view, String part, PageRequest page) {
        return view.coversAll() ? store.devices(part, page) : page(store, view, part, page);
    }

    /** The devices whose name contains {@code part}, in any case of letters; the cursor is the last name. */
    private static Page<Device> page(HistoryStore store, DeviceView view, String part, PageRequest page) {
        String after = page.cursor() == null ? "" : page.cursor();
        String lower = part.toLowerCase(Locale.ROOT);
        List<Device> devices = new ArrayList<>();
        for (String name : view.registered()) {
            if (name.compareTo(after) > 0 && name.toLowerCase(Locale.ROOT).contains(lower)) {
                if (devices.size() == page.limit()) {
                    return new Page<>(devices, devices.get(devices.size() - 1).name());
                }
                store.device(name).ifPresent(devices::add);
            }
        }
        return new Page<>(devices, null);
    }
}
