package io.anomalyradar.quality.dataset;

import io.anomalyradar.quality.behaviour.Expectations;

/** A made-up series with what an operator expects of a detector on it; its group is its kind. */
public record BehaviourRecording(Recording recording, Expectations expectations) {}
