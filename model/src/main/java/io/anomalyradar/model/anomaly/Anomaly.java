package io.anomalyradar.model.anomaly;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A run of unusual samples of one series (spec/proto/anomaly.proto). Told again under the next revision as it grows and
 * when it ends; stores keep the highest revision of an id.
 *
 * @param id 32 hexadecimal digits; the same after a replay
 * @param kind what it looks like: SPIKE, DIP, LEVEL_SHIFT, DRIFT, SHAPE, VARIANCE_CHANGE, OSCILLATION, FLAT_LINE, GAP; more may come
 * @param startMillis time of the first unusual sample; {@code endMillis} of the last, null while open
 * @param peak the most unusual sample so far
 * @param samples unusual samples so far
 * @param explanation one sentence for a person
 * @param source the record that caused this revision
 */
public record Anomaly(
        String id,
        int revision,
        String device,
        String metric,
        AnomalyState state,
        Severity severity,
        String kind,
        long startMillis,
        @Nullable Long endMillis,
        Peak peak,
        long samples,
        String explanation,
        SourcePosition source,
        int configVersion,
        Attributes attributes) {

    /** The most unusual sample of an anomaly: what was measured, and what was expected. */
    public record Peak(
            long timestampMillis, double actual, double expected, double lower, double upper, double score) {}

    /** The detector configuration's version as people see it: eight hexadecimal digits. */
    public static String shownVersion(int configVersion) {
        return String.format("%08x", configVersion);
    }
}
