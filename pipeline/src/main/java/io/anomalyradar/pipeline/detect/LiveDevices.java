package io.anomalyradar.pipeline.detect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices whose state objects were looked up since the last checkpoint. The heap state backend returns the stored
 * objects themselves, which may be changed in place until a checkpoint begins; then it stores copies, so everything here
 * is discarded. At the bound further devices are looked up each time. Not thread-safe.
 */
final class LiveDevices {
    private static final int MOST = 32_768;

    private final Map<String, LiveDevice> devices = new HashMap<>();

    /** The device called {@code name}; null if it has to be looked up. */
    @Nullable
    LiveDevice find(String name) {
        return devices.get(name);
    }

    void put(String name, LiveDevice device) {
        if (devices.size() < MOST) {
            devices.put(name, device);
        }
    }

    void remove(String name) {
        devices.remove(name);
    }

    /** Called before each checkpoint. */
    void clear() {
        devices.clear();
    }
}
