package io.anomalyradar.history;

/** A segment of a series; {@code key} identifies its rows. A row may be in several parts. */
public record SegmentPart(int key, int series, RollUpRange segment) {}
