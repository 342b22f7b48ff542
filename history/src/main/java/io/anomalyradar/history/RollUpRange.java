package io.anomalyradar.history;

/** The rows of a step that start in [from, to). */
public record RollUpRange(Step step, long fromMillis, long toMillis) {}
