package io.anomalyradar.app.simulate;

import java.util.Set;

/**
 * A simulated fleet.
 *
 * @param devices number of devices, 1 to 1,000,000
 * @param metrics per device, 1 to 1,000
 * @param faults kinds that may occur; empty: none
 * @param faultRate expected faults per frame of a device, in [0, 1]; a series has one at a time
 * @param quietFrames frames of a device before its first fault, ≥ 0, so that a detector can learn what is normal
 * @param seed determines everything
 */
public record FleetConfig(
        int devices, int metrics, Set<SimulatedFault> faults, double faultRate, int quietFrames, long seed) {
    public FleetConfig {
        faults = Set.copyOf(faults);
        if (devices < 1 || devices > 1_000_000) {
            throw new IllegalArgumentException("devices must be between 1 and 1000000, was " + devices);
        }
        if (metrics < 1 || metrics > 1_000) {
            throw new IllegalArgumentException("metrics must be between 1 and 1000, was " + metrics);
        }
        if (!(faultRate >= 0 && faultRate <= 1)) {
            throw new IllegalArgumentException("the fault rate must be between 0 and 1, was " + faultRate);
        }
        if (quietFrames < 0) {
            throw new IllegalArgumentException("quiet frames must not be negative, were " + quietFrames);
        }
    }
}
