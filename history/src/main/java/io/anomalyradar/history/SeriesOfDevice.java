package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.List;

/**
 * The series of a device.
 *
 * @param attributes merged over all its frames
 * @param metrics the names of its series, in order
 */
public record SeriesOfDevice(String device, Attributes attributes, List<String> metrics) {
    public SeriesOfDevice {
        metrics = List.copyOf(metrics);
    }
}
