package io.anomalyradar.app.score;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last emitted revision of an anomaly: at its opening, after it had grown, or at its close.
 *
 * @param file where it opened
 * @param metric empty for an anomaly of the whole device, which has no actual and no expected value (NaN)
 * @param endMillis null when the data ended before the anomaly did
 * @param score −log10 p at the peak
 * @param samples from the first unusual one to the newest unusual one
 * @param contributions the last emitted while open: of a device the metrics that matter most, of a series the members
 *     of the detector
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
        long samples,
        List<Contribution> contributions) {

    /** The values at its peak. */
    Peak peak() {
        return new Peak(peakMillis, actual, expected, lower, upper, score);
    }

    /** The device or series of the anomaly. */
    record Subject(String device, String metric) {}

    static ScoredAnomaly of(
            String file, Subject subject, AnomalyRun run, @Nullable Long endMillis, List<Contribution> contributions) {
        return new ScoredAnomaly(
                file,
                subject.device,
                subject.metric,
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
                run.samples(),
                contributions);
    }
}
