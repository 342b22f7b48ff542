package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Step;

/** The rows of a step that start in [from, to). */
record Segment(Step step, long fromMillis, long toMillis) {}
