package io.anomalyradar.app.devices;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.settings.SettingsException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry on the running server. */
final class Registry {
    private static final String PATH = "/api/v1/registry/devices";
    private static final int PAGE = 1_000;

    private final ServerApi api;

    Registry(ServerOptions options) {
        api = new ServerApi(options.connection());
    }

    /** Passes every entry to {@code sink}, by name. */
    void each(Consumer<DeviceEntry> sink) {
        String cursor = "";
        while (cursor != null) {
            byte[] page =
                    api.get(PATH + "?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + ServerApi.encoded(cursor)));
            JsonValues.items(page).forEach(item -> sink.accept(parsed(item, null)));
            cursor = JsonRows.object(page).get(0).get("next");
        }
    }

    DeviceEntry entry(String device) {
        return parsed(api.get(path(device)), device);
    }

    /** The entry of {@code device}; an entry with only the name if the registry has none. */
    DeviceEntry entryOrNew(String device) {
        try {
            return entry(device);
        } catch (CommandFailure unknown) {
            return DeviceEntry.named(device);
        }
    }

    /** Sets the entry, based on revision {@code base}; negative: on any revision. */
    DeviceEntry set(DeviceEntry entry, int base) {
        return parsed(api.put(path(entry.device()), DeviceJson.write(entry), base), entry.device());
    }

    void delete(String device) {
        api.delete(path(device));
    }

    static DeviceEntry parsed(byte[] json, @Nullable String device) {
        try {
            return DeviceJson.read(json, device);
        } catch (SettingsException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private static String path(String device) {
        return PATH + "/" + ServerApi.encoded(device);
    }
}
