package io.anomalyradar.bus.control;

import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.SilenceBook;

/**
 * The content of radar.config, radar.devices and radar.silences, as far as it was read.
 *
 * @param devices continues to change while the topic is followed
 * @param silences as devices
 * @param changes the number of accepted records: while it is the same, so is everything else
 */
public record ControlState(ConfigTimeline config, DeviceRegistry devices, SilenceBook silences, long changes) {

    static ControlState empty() {
        return new ControlState(ConfigTimeline.EMPTY, new DeviceRegistry(), new SilenceBook(), 0);
    }
}
