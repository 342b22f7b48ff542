package io.anomalyradar.history;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * One stored sample of a series with its score.
 *
 * @param expected NaN, like lower and upper, when the sample was not scored
 * @param score −log10 p, 0 when the sample was not scored
 * @param source the telemetry record that contained it
 */
public record Sample(
        long timestampMillis,
        double value,
        double expected,
        double lower,
        double upper,
        double score,
        SampleStatus status,
        SourcePosition source,
        int configVersion) {}
