package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.List;

/**
 * The series of a device.
 *
 * @param attributes merged over all its frames
 * @param metrics the names of its series, in order
 */
public record DeviceSeries(String device, Attributes attributes, List<String> metrics) {
    public DeviceSeries {
        metrics = List.copyOf(metrics);
    }
}
