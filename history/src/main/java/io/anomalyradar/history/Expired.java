package io.anomalyradar.history;

/** What retention removed. */
public record Expired(long samples, long anomalies, long aggregates, long devices) {}
