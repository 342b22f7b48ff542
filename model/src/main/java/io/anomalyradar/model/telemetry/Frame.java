package io.anomalyradar.model.telemetry;

import io.anomalyradar.detector.Samples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All samples that one device sends at one time: the unit of the data flow. Columnar, so that a frame of ten samples
 * costs two arrays; the arrays must not be changed after construction, and frames with the same metrics may share the
 * one with their names.
 */
public final class Frame implements Samples {
    /** Stands for "no time given": the record's append time is used. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final String device;
    private final long timestampMillis;
    private final String[] metrics;
    private final double[] values;
    private final Attributes attributes;
    private final Map<String, String> metadata;
    private final @Nullable String id;
    private final SampleKind @Nullable [] kinds; // null: all are gauges

    /**
     * A frame of gauges.
     *
     * @param metrics names; {@code metrics[i]} belongs to {@code values[i]}
     * @param id frame id, which identifies repeated frames; or null
     */
    public Frame(
            String device,
            long timestampMillis,
            String[] metrics,
            double[] values,
            Attributes attributes,
            Map<String, String> metadata,
            @Nullable String id) {
        this(device, timestampMillis, metrics, values, null, attributes, metadata, id);
    }

    /**
     * A frame with all its fields.
     *
     * @param metrics names; {@code metrics[i]} belongs to {@code values[i]} and {@code kinds[i]}
     * @param kinds null: all samples are gauges
     * @param id frame id, which identifies repeated frames; or null
     */
    public Frame(
            String device,
            long timestampMillis,
            String[] metrics,
            double[] values,
            SampleKind @Nullable [] kinds,
            Attributes attributes,
            Map<String, String> metadata,
            @Nullable String id) {
        if (metrics.length != values.length) {
            throw new IllegalArgumentException(
                    "metrics and values must be of equal length, were " + metrics.length + " and " + values.length);
        }
        if (kinds != null && kinds.length != metrics.length) {
            throw new IllegalArgumentException(
                    "metrics and kinds must be of equal length, were " + metrics.length + " and " + kinds.length);
        }
        this.device = Objects.requireNonNull(device, "device");
        this.timestampMillis = timestampMillis;
        this.metrics = metrics;
        this.values = values;
        this.attributes = attributes;
        this.metadata = metadata;
        this.id = id;
        this.kinds = kinds;
    }

    /** A frame with samples only. */
    public static Frame of(String device, long timestampMillis, String[] metrics, double[] values) {
        return new Frame(device, timestampMillis, metrics, values, Attributes.NONE, Map.of(), null);
    }

    @Override
    public String device() {
        return device;
    }

    /** Event time in epoch milliseconds, or {@link #NO_TIMESTAMP}. */
    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public int size() {
        return metrics.length;
    }

    @Override
    public String metric(int index) {
        return metrics[index];
    }

    @Override
    public double value(int index) {
        return values[index];
    }

    /** What the value of a sample says. */
    public SampleKind kind(int index) {
        return kinds == null ? SampleKind.GAUGE : kinds[index];
    }

    /** Whether each sample is a gauge, as in nearly every frame. */
    public boolean hasOnlyGauges() {
        return kinds == null;
    }

    SampleKind @Nullable [] kinds() {
        return kinds;
    }

    String[] metrics() {
        return metrics;
    }

    double[] values() {
        return values;
    }

    public Attributes attributes() {
        return attributes;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    public @Nullable String id() {
        return id;
    }

    /** This frame under another id. */
    public Frame withId(@Nullable String newId) {
        return new Frame(device, timestampMillis, metrics, values, kinds, attributes, metadata, newId);
    }

    /** This frame at another time. */
    public Frame withTimestampMillis(long millis) {
        return new Frame(device, millis, metrics, values, kinds, attributes, metadata, id);
    }

    /** This frame with another entry of its metadata, unless it has as many as a frame may have. */
    public Frame withMetadata(String key, String text) {
        if (metadata.size() >= FrameLimits.MAX_METADATA_ENTRIES) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(key, text);
        return new Frame(device, timestampMillis, metrics, values, kinds, attributes, more, id);
    }

    /** This frame with only the samples for which {@code kept} is true; null: none. */
    public @Nullable Frame withOnly(IntPredicate kept) {
        int[] indices = IntStream.range(0, metrics.length).filter(kept).toArray();
        if (indices.length == metrics.length) {
            return this;
        }
        String[] names = new String[indices.length];
        double[] numbers = new double[indices.length];
        SampleKind[] theirKinds = kinds == null ? null : new SampleKind[indices.length];
        for (int i = 0; i < indices.length; i++) {
            names[i] = metrics[indices[i]];
            numbers[i] = values[indices[i]];
            if (kinds != null && theirKinds != null) {
                theirKinds[i] = kinds[indices[i]];
            }
        }
        return indices.length == 0
                ? null
                : new Frame(device, timestampMillis, names, numbers, theirKinds, attributes, metadata, id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame that
                && device.equals(that.device)
                && timestampMillis == that.timestampMillis
                && Arrays.equals(metrics, that.metrics)
                && Arrays.equals(values, that.values)
                && Arrays.equals(kinds, that.kinds)
                && attributes.equals(that.attributes)
                && metadata.equals(that.metadata)
                && Objects.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(device, timestampMillis, Arrays.hashCode(metrics), Arrays.hashCode(values), id);
    }

    @Override
    public String toString() {
        return "Frame[" + device + " @" + timestampMillis + " " + Arrays.toString(metrics) + " "
                + Arrays.toString(values) + "]";
    }
}
