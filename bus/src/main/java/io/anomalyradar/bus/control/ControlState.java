package io.anomalyradar.bus.control;

import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;

/**
 * The content of radar.config and radar.devices, as far as it was read.
 *
 * @param devices continues to change while the topic is followed
 * @param changes the number of accepted records: while it is the same, so is everything else
 */
public record ControlState(ConfigTimeline config, DeviceRegistry devices, long changes) {

    static ControlState empty() {
        return new ControlState(ConfigTimeline.EMPTY, new DeviceRegistry(), 0);
    }
}
