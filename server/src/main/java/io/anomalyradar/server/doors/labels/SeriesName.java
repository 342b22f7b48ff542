package io.anomalyradar.server.doors.labels;

import io.anomalyradar.model.telemetry.Attributes;

/** What the labels of a series become. */
public record SeriesName(String device, String metric, Attributes attributes) {
    /** The metric of the same series with {@code suffix} behind its name, before its labels. */
    public SeriesName with(String suffix) {
        return new SeriesName(device, SeriesNaming.suffixed(metric, suffix), attributes);
    }
}
