package io.anomalyradar.app.simulate;

import io.anomalyradar.model.telemetry.Frame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fleet of simulated devices: pumps, compressors, web servers and meters in turn, with attributes and with units in
 * the names of their metrics. Deterministic: the same configuration and the same times give the same frames and labels.
 * Memory: about 300 bytes per series. Not thread-safe.
 */
public final class Fleet {
    private final SimulatedDevice[] devices;

    /** @param labels receives the ground truth about every fault when it ends */
    public Fleet(FleetConfig config, Consumer<FaultLabel> labels) {
        devices = new SimulatedDevice[config.devices()];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = new SimulatedDevice(i, config, labels);
        }
    }

    public int size() {
        return devices.length;
    }

    /** The name of a device, counted from 0. */
    public String device(int index) {
        return devices[index].name();
    }

    /**
     * The next frame of one device, counted from 0; null if none of its sensors sends at that time.
     *
     * @param timestampMillis not before that device's last
     */
    public @Nullable Frame next(int device, long timestampMillis) {
        return devices[device].next(timestampMillis);
    }

    /** Ends all faults and emits their labels; the fleet can continue after it. */
    public void end() {
        for (SimulatedDevice device : devices) {
            device.end();
        }
    }
}
