package io.anomalyradar.edge.watch;

import io.anomalyradar.detector.alarm.AnomalyRun;
import java.util.Locale;

/**
 * An anomaly that began or ended while the link was down.
 *
 * @param transition began or ended
 */
record LocalAlarm(
        String transition,
        String device,
        String metric,
        String severity,
        String pattern,
        long startMillis,
        double value,
        double expected,
        double lower,
        double upper) {
    static LocalAlarm of(String transition, String device, String metric, AnomalyRun run) {
        return new LocalAlarm(
                transition,
                device,
                metric,
                run.severity().name().toLowerCase(Locale.ROOT),
                run.pattern().name().toLowerCase(Locale.ROOT),
                run.startMillis(),
                run.peakValue(),
                run.peakExpected(),
                run.peakLower(),
                run.peakUpper());
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "local alarm %s: %s %s is %.6g, expected %.6g (%.6g to %.6g): %s, %s",
                transition,
                device,
                metric,
                value,
                expected,
                lower,
                upper,
                pattern,
                severity);
    }
}
