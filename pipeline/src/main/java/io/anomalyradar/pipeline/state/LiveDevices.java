package io.anomalyradar.pipeline.state;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices whose state objects were looked up since the last checkpoint. The heap state backend returns the stored
 * objects themselves, which may be changed in place until a checkpoint begins; then it stores copies, so everything
 * here is discarded. At the bound further devices are looked up each time. Not thread-safe.
 *
 * @param <D> the objects of a device
 */
public final class LiveDevices<D> {
    private static final int MOST = 32_768;

    private final Map<String, D> devices = new HashMap<>();

    /** The device called {@code name}; null if it has to be looked up. */
    public @Nullable D find(String name) {
        return devices.get(name);
    }

    public void put(String name, D device) {
        if (devices.size() < MOST) {
            devices.put(name, device);
        }
    }

    public void remove(String name) {
        devices.remove(name);
    }

    /** Called before each checkpoint. */
    public void clear() {
        devices.clear();
    }
}
