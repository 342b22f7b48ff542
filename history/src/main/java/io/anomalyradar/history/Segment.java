package io.anomalyradar.history;

/** The rows of a step that start in [from, to). */
public record Segment(Step step, long fromMillis, long toMillis) {}
