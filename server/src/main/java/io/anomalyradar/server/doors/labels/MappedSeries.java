package io.anomalyradar.server.doors.labels;

import io.anomalyradar.model.telemetry.Attributes;

/** What the labels of a series become. */
public record MappedSeries(String device, String metric, Attributes attributes) {
    /** The metric of the same series with {@code suffix} behind its name, before its labels. */
    public MappedSeries with(String suffix) {
        return new MappedSeries(device, SeriesNaming.suffixed(metric, suffix), attributes);
    }
}
