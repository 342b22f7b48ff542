package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.anomaly.Severity;
import io.anomalyradar.model.score.SampleStatus;

/** The detector's words in the words of the topics. */
final class SpokenWords {
    private SpokenWords() {}

    static SampleStatus of(io.anomalyradar.detector.SampleStatus status) {
        return switch (status) {
            case WARM_UP -> SampleStatus.WARM_UP;
            case NORMAL -> SampleStatus.NORMAL;
            case UNUSUAL -> SampleStatus.UNUSUAL;
            case ALARM -> SampleStatus.ALARM;
            case LATE -> SampleStatus.LATE;
        };
    }

    static Severity of(io.anomalyradar.detector.alarm.Severity severity) {
        return switch (severity) {
            case WARNING -> Severity.WARNING;
            case CRITICAL -> Severity.CRITICAL;
        };
    }
}
