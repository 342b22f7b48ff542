package io.anomalyradar.bus.control;

import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;

/**
 * What radar.config and radar.devices say, as far as they were read.
 *
 * @param devices goes on changing while the topic is followed
 * @param changes how many records were taken: while it is the same, so is everything else
 */
public record ControlState(ConfigTimeline config, DeviceRegistry devices, long changes) {

    static ControlState empty() {
        return new ControlState(ConfigTimeline.EMPTY, new DeviceRegistry(), 0);
    }
}
