package io.anomalyradar.model.anomaly;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.Explanation;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run of unusual samples of one series, or of unusual rows of a device's metrics together (spec/proto/anomaly.proto).
 * It is emitted again under the next revision as it grows and when it ends; stores keep the highest revision of an id.
 *
 * @param id 32 hexadecimal digits; the same after a replay
 * @param metric {@link #WHOLE_DEVICE} if it belongs to the metrics together
 * @param kind what it looks like: SPIKE, DIP, LEVEL_SHIFT, DRIFT, SHAPE, VARIANCE_CHANGE, OSCILLATION, FLAT_LINE, GAP,
 *     JOINT, NO_DATA, PATTERN; later versions may add more
 * @param startMillis time of the first unusual sample; {@code endMillis} of the last, null while open
 * @param peak the most unusual sample so far
 * @param samples unusual samples so far
 * @param explanation one sentence for people
 * @param source the record that caused this revision
 * @param appendTimeMillis when the broker appended that record; a replay does not change it
 * @param contributions for a device: the metrics that contribute most; for a series: the members of the detector that
 *     found it; largest first
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
        long appendTimeMillis,
        int configVersion,
        Attributes attributes,
        List<Contribution> contributions) {

    /** Stands for the metrics of a device together; no metric has this name. */
    public static final String WHOLE_DEVICE = "";

    /** The kind where a device sends nothing for as long as a rule of alerts says. */
    public static final String NO_DATA = "NO_DATA";

    /** The kind of a match of a pattern, whose id is the metric. */
    public static final String PATTERN = "PATTERN";

    public Anomaly {
        contributions = List.copyOf(contributions);
    }

    /**
     * The revision that a detection host reports of {@code open}.
     *
     * @param source the record that caused it
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public static Anomaly of(
            OpenAnomaly open,
            AnomalyRun run,
            Course course,
            String device,
            String metric,
            SourcePosition source,
            long appendTimeMillis,
            int configVersion,
            Attributes attributes) {
        boolean goesOn = course == Course.OPEN;
        String explanation = metric.equals(WHOLE_DEVICE)
                ? Explanation.ofDevice(run, open.contributions())
                : Explanation.ofSeries(run, open.contributions());
        return new Anomaly(
                open.id(),
                open.revision(),
                device,
                metric,
                goesOn ? AnomalyState.OPEN : AnomalyState.ENDED,
                run.severity(),
                run.pattern().name(),
                run.startMillis(),
                goesOn ? null : (Long) run.endMillis(),
                new Peak(
                        run.peakMillis(),
                        run.peakValue(),
                        run.peakExpected(),
                        run.peakLower(),
                        run.peakUpper(),
                        run.peakScore()),
                run.samples(),
                explanation + course.remark(),
                source,
                appendTimeMillis,
                configVersion,
                attributes,
                open.contributions());
    }

    /** The same with another explanation. */
    public Anomaly explained(String text) {
        return with(state, endMillis, text);
    }

    /** As it is while it is open, or once it has ended. */
    public Anomaly in(AnomalyState other) {
        return with(other, other == AnomalyState.OPEN ? null : endMillis, explanation);
    }

    private Anomaly with(AnomalyState newState, @Nullable Long newEnd, String text) {
        return new Anomaly(
                id,
                revision,
                device,
                metric,
                newState,
                severity,
                kind,
                startMillis,
                newEnd,
                peak,
                samples,
                text,
                source,
                appendTimeMillis,
                configVersion,
                attributes,
                contributions);
    }

    /** Whether it is the silence of its device. Its times are append times. */
    public boolean isNoData() {
        return kind.equals(NO_DATA);
    }

    /** Whether it is a match of a pattern: its metric is the pattern's id, and its device the key. */
    public boolean isMatch() {
        return kind.equals(PATTERN);
    }

    /** Whether it belongs to the metrics of its device together. */
    public boolean isOfDevice() {
        return metric.equals(WHOLE_DEVICE);
    }

    /**
     * The most unusual sample of an anomaly: the measured and the expected values; for a whole device all are NaN
     * except time and score.
     */
    public record Peak(
            long timestampMillis, double actual, double expected, double lower, double upper, double score) {}

    /** The version of the detector configuration as displayed: eight hexadecimal digits. */
    public static String shownVersion(int configVersion) {
        return String.format(Locale.ROOT, "%08x", configVersion);
    }
}
