package io.anomalyradar.history;

/** A metric of a device. */
public record SeriesName(String device, String metric) {}
