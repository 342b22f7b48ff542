package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Anomaly.Peak;

/**
 * An anomaly that has opened and not ended: under which identity it was told, and how far it has come. What the detector says
 * when it grows or ends counts; in between it is followed here, so that it can be told as ended when its device falls silent.
 *
 * @param revision told last, from 1
 * @param lastUnusualMillis time of the newest unusual sample
 * @param samples from the first unusual one to the newest
 * @param quiet samples since then
 */
record OpenAnomaly(
        String id,
        int revision,
        long startMillis,
        long lastUnusualMillis,
        long samples,
        long quiet,
        Severity severity,
        Pattern pattern,
        Peak peak) {

    static OpenAnomaly opened(String id, AnomalyRun run) {
        return told(id, 1, run);
    }

    /** As the detector tells it now, under the next revision. */
    OpenAnomaly grown(AnomalyRun run) {
        return told(id, revision + 1, run);
    }

    /** Under the next revision, otherwise as it is. */
    OpenAnomaly revised() {
        return new OpenAnomaly(
                id, revision + 1, startMillis, lastUnusualMillis, samples, quiet, severity, pattern, peak);
    }

    /** After a sample that was not worth telling. */
    OpenAnomaly followedBy(long timestampMillis, double value, Evaluation sample) {
        if (!sample.goesOn()) {
            return new OpenAnomaly(
                    id, revision, startMillis, lastUnusualMillis, samples, quiet + 1, severity, pattern, peak);
        }
        Peak higher = peak;
        Pattern shown = pattern;
        if (sample.unusual() && sample.evidence() > peak.score()) {
            higher = new Peak(
                    timestampMillis, value, sample.expected(), sample.lower(), sample.upper(), sample.evidence());
            shown = pattern == Pattern.LEVEL_SHIFT ? pattern : sample.pattern();
        }
        return new OpenAnomaly(
                id, revision, startMillis, timestampMillis, samples + quiet + 1, 0, severity, shown, higher);
    }

    private static OpenAnomaly told(String id, int revision, AnomalyRun run) {
        Peak peak = new Peak(
                run.peakMillis(),
                run.peakValue(),
                run.peakExpected(),
                run.peakLower(),
                run.peakUpper(),
                run.peakScore());
        return new OpenAnomaly(
                id,
                revision,
                run.startMillis(),
                run.endMillis(),
                run.samples(),
                0,
                run.severity(),
                run.pattern(),
                peak);
    }
}
