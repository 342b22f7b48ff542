package io.anomalyradar.model.capsule;

import io.anomalyradar.detector.SampleStatus;

/**
 * A sample as it was scored.
 *
 * @param expected NaN, like lower and upper, if it was not scored
 * @param configVersion number of the configuration that it was scored under
 */
public record CapsuleSample(
        long timestampMillis,
        double value,
        double expected,
        double lower,
        double upper,
        double score,
        SampleStatus status,
        int configVersion) {}
