package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.anomaly.Contribution;
import java.util.List;

/**
 * An anomaly that has opened and not ended: under which identity it was told, and how far it has come. What the detector says
 * when it grows or ends counts; in between it is followed here, so that it can be told as ended when its device falls silent.
 *
 * @param metric of the series; empty of the device as a whole
 * @param revision told last, from 1
 * @param lastUnusualMillis time of the newest unusual sample
 * @param samples from the first unusual one to the newest
 * @param quiet samples since then
 * @param contributions of a device: those told last; empty for a series
 */
record OpenAnomaly(
        String metric,
        String id,
        int revision,
        long startMillis,
        long lastUnusualMillis,
        long samples,
        long quiet,
        Severity severity,
        Pattern pattern,
        Peak peak,
        List<Contribution> contributions) {

    static OpenAnomaly opened(String metric, String id, AnomalyRun run, List<Contribution> contributions) {
        return told(metric, id, 1, run, contributions);
    }

    /** As the detector tells it now, under the next revision. */
    OpenAnomaly grown(AnomalyRun run, List<Contribution> told) {
        return told(metric, id, revision + 1, run, Contribution.known(contributions, told));
    }

    /** As the detector tells it at its end, under the next revision. */
    OpenAnomaly ended(AnomalyRun run) {
        return told(metric, id, revision + 1, run, contributions);
    }

    /** Under the next revision, otherwise as it is. */
    OpenAnomaly revised() {
        return new OpenAnomaly(
                metric,
                id,
                revision + 1,
                startMillis,
                lastUnusualMillis,
                samples,
                quiet,
                severity,
                pattern,
                peak,
                contributions);
    }

    /** After a sample that was not worth telling. */
    OpenAnomaly followedBy(long timestampMillis, double value, Evaluation sample) {
        if (!sample.goesOn()) {
            return quieter();
        }
        if (!sample.unusual() || sample.evidence() <= peak.score()) {
            return longer(timestampMillis, pattern, peak);
        }
        Peak higher =
                new Peak(timestampMillis, value, sample.expected(), sample.lower(), sample.upper(), sample.evidence());
        return longer(timestampMillis, sample.pattern(), higher);
    }

    /** After a row of the device that was not worth telling. */
    OpenAnomaly followedBy(long timestampMillis, MultivariateEvaluation row) {
        if (!row.unusual()) {
            return quieter();
        }
        if (row.score() <= peak.score()) {
            return longer(timestampMillis, pattern, peak);
        }
        return longer(timestampMillis, row.pattern(), peak(timestampMillis, row.score()));
    }

    /** The peak of a device as a whole, which has no one value. */
    private static Peak peak(long timestampMillis, double score) {
        return new Peak(timestampMillis, Double.NaN, Double.NaN, Double.NaN, Double.NaN, score);
    }

    private OpenAnomaly quieter() {
        return new OpenAnomaly(
                metric,
                id,
                revision,
                startMillis,
                lastUnusualMillis,
                samples,
                quiet + 1,
                severity,
                pattern,
                peak,
                contributions);
    }

    private OpenAnomaly longer(long untilMillis, Pattern seen, Peak highest) {
        Pattern shown = pattern == Pattern.LEVEL_SHIFT ? pattern : seen;
        long length = samples + quiet + 1;
        return new OpenAnomaly(
                metric, id, revision, startMillis, untilMillis, length, 0, severity, shown, highest, contributions);
    }

    private static OpenAnomaly told(
            String metric, String id, int revision, AnomalyRun run, List<Contribution> contributions) {
        Peak peak = new Peak(
                run.peakMillis(),
                run.peakValue(),
                run.peakExpected(),
                run.peakLower(),
                run.peakUpper(),
                run.peakScore());
        return new OpenAnomaly(
                metric,
                id,
                revision,
                run.startMillis(),
                run.endMillis(),
                run.samples(),
                0,
                run.severity(),
                run.pattern(),
                peak,
                contributions);
    }
}
