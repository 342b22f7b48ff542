package io.anomalyradar.app.config;

import java.util.Map;
import java.util.TreeMap;

/** The settings that open every way in for telemetry, for {@code radar up --doors all}. */
public final class OpenDoors {
    private OpenDoors() {}

    /**
     * What has to be set beside {@code config}: routes that it closes are opened, and listeners that it closes get the
     * usual port of their protocol. A port that is set stays.
     */
    public static Map<String, String> all(EffectiveConfig config) {
        Map<String, String> settings = new TreeMap<>();
        DoorSettings.ROUTES.forEach(route -> settings.put(route.name(), "true"));
        DoorSettings.USUAL_PORTS.forEach((key, port) -> {
            if (config.value(key) == 0) {
                settings.put(key.name(), String.valueOf(port));
            }
        });
        return settings;
    }
}
