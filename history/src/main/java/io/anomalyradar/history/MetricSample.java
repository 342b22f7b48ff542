package io.anomalyradar.history;

/** The sample of one metric of a device. */
public record MetricSample(String metric, Sample sample) {}
