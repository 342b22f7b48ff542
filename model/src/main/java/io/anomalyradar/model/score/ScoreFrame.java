package io.anomalyradar.model.score;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The scores of all samples of one frame. Columnar like the frame; the arrays must not be changed after construction,
 * and frames with the same metrics may share the array of names.
 */
public final class ScoreFrame {
    private final String device;
    private final long timestampMillis;
    private final SourcePosition source;
    private final long appendTimeMillis;
    private final int configVersion;
    private final String[] metrics;
    private final Columns columns;
    private final SampleStatus[] statuses;
    private final Attributes attributes;

    /**
     * The numbers of all samples, one array each, all of the same length.
     *
     * @param expected NaN, like lower and upper, for samples that were not scored
     * @param scores −log10 p, 0 for samples that were not scored
     */
    @SuppressWarnings("ArrayRecordComponent") // a column store: compared by ScoreFrame.equals
    public record Columns(double[] values, double[] expected, double[] lower, double[] upper, double[] scores) {
        public Columns {
            int size = values.length;
            if (expected.length != size || lower.length != size || upper.length != size || scores.length != size) {
                throw new IllegalArgumentException("columns must be of equal length, values has " + size);
            }
        }

        /** Columns of {@code size} zeros, to be filled. */
        public static Columns ofSize(int size) {
            return new Columns(
                    new double[size], new double[size], new double[size], new double[size], new double[size]);
        }
    }

    /**
     * The scores of one frame.
     *
     * @param appendTimeMillis when the broker appended the telemetry record
     */
    @SuppressWarnings("TooManyParameters") // mirrors the wire message
    public ScoreFrame(
            String device,
            long timestampMillis,
            SourcePosition source,
            long appendTimeMillis,
            int configVersion,
            String[] metrics,
            Columns columns,
            SampleStatus[] statuses,
            Attributes attributes) {
        if (metrics.length != columns.values().length || metrics.length != statuses.length) {
            throw new IllegalArgumentException("metrics, columns and statuses must be of equal length");
        }
        this.device = device;
        this.timestampMillis = timestampMillis;
        this.source = source;
        this.appendTimeMillis = appendTimeMillis;
        this.configVersion = configVersion;
        this.metrics = metrics;
        this.columns = columns;
        this.statuses = statuses;
        this.attributes = attributes;
    }

    public String device() {
        return device;
    }

    public long timestampMillis() {
        return timestampMillis;
    }

    public SourcePosition source() {
        return source;
    }

    public long appendTimeMillis() {
        return appendTimeMillis;
    }

    public int configVersion() {
        return configVersion;
    }

    public int size() {
        return metrics.length;
    }

    public String metric(int index) {
        return metrics[index];
    }

    public double value(int index) {
        return columns.values[index];
    }

    public double expected(int index) {
        return columns.expected[index];
    }

    public double lower(int index) {
        return columns.lower[index];
    }

    public double upper(int index) {
        return columns.upper[index];
    }

    public double score(int index) {
        return columns.scores[index];
    }

    public SampleStatus status(int index) {
        return statuses[index];
    }

    public Attributes attributes() {
        return attributes;
    }

    String[] metrics() {
        return metrics;
    }

    Columns columns() {
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreFrame that
                && device.equals(that.device)
                && timestampMillis == that.timestampMillis
                && source.equals(that.source)
                && appendTimeMillis == that.appendTimeMillis
                && configVersion == that.configVersion
                && Arrays.equals(metrics, that.metrics)
                && Arrays.equals(columns.values, that.columns.values)
                && Arrays.equals(columns.expected, that.columns.expected)
                && Arrays.equals(columns.lower, that.columns.lower)
                && Arrays.equals(columns.upper, that.columns.upper)
                && Arrays.equals(columns.scores, that.columns.scores)
                && Arrays.equals(statuses, that.statuses)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return 31 * device.hashCode() + source.hashCode();
    }

    @Override
    public String toString() {
        return "ScoreFrame[" + device + " @" + timestampMillis + " from " + source + " " + Arrays.toString(metrics)
                + " " + Arrays.toString(columns.values) + " scores " + Arrays.toString(columns.scores) + "]";
    }
}
