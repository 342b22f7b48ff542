package io.anomalyradar.app.score;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly as the detector told it last: when it opened, when it had grown, or when it ended.
 *
 * @param file where it opened
 * @param endMillis null when the data ended before the anomaly did
 * @param score −log10 p at the peak
 * @param samples from the first unusual one to the newest unusual one
 */
public record ScoredAnomaly(
        String file,
        String device,
        String metric,
        long startMillis,
        long peakMillis,
        @Nullable Long endMillis,
        Severity severity,
        Pattern kind,
        double score,
        double actual,
        double expected,
        double lower,
        double upper,
        long samples) {

    static ScoredAnomaly open(String file, String device, String metric, AnomalyRun run) {
        return told(file, device, metric, run, null);
    }

    /** This anomaly as it is told now, still open. */
    ScoredAnomaly grown(AnomalyRun run) {
        return told(file, device, metric, run, null);
    }

    /** This anomaly as it is told at its end. */
    ScoredAnomaly ended(AnomalyRun run) {
        return told(file, device, metric, run, run.endMillis());
    }

    private static ScoredAnomaly told(
            String file, String device, String metric, AnomalyRun run, @Nullable Long endMillis) {
        return new ScoredAnomaly(
                file,
                device,
                metric,
                run.startMillis(),
                run.peakMillis(),
                endMillis,
                run.severity(),
                run.pattern(),
                run.peakScore(),
                run.peakValue(),
                run.peakExpected(),
                run.peakLower(),
                run.peakUpper(),
                run.samples());
    }
}
