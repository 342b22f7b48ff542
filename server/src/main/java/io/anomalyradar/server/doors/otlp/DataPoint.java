package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.server.doors.labels.SenderLabels;
import java.io.IOException;
import java.util.Arrays;

/**
 * One data point of any kind of metric. A value that is absent is NaN. Buckets and exemplars are skipped. Reusable;
 * not thread-safe.
 */
final class DataPoint {
    private static final long NO_RECORDED_VALUE = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AnyValue attribute = new AnyValue();
    private final SenderLabels labels = new SenderLabels();
    private long timestampMillis;
    private boolean recorded;
    private double value;
    private double count;
    private double sum;
    private double min;
    private double max;
    private double[] quantiles = new double[8];
    private double[] quantileValues = new double[8];
    private int quantileCount;

    private void clear() {
        labels.clear();
        timestampMillis = Frame.NO_TIMESTAMP;
        recorded = true;
        value = Double.NaN;
        count = 0;
        sum = Double.NaN;
        min = Double.NaN;
        max = Double.NaN;
        quantileCount = 0;
    }

    /** A point of a gauge or sum. */
    void readNumber(ProtoReader reader) throws IOException {
        clear();
        reader.embedded(this::number);
    }

    private void number(int field, ProtoReader in) throws IOException {
        switch (field) {
            case 3 -> time(in);
            case 4 -> value = in.float64();
            case 6 -> value = in.fixed64();
            case 7 -> attribute(in);
            case 8 -> flags(in);
            default -> in.skip();
        }
    }

    void readHistogram(ProtoReader reader) throws IOException {
        clear();
        reader.embedded(this::histogram);
    }

    private void histogram(int field, ProtoReader in) throws IOException {
        switch (field) {
            case 3 -> time(in);
            case 4 -> count = unsigned(in.fixed64());
            case 5 -> sum = in.float64();
            case 9 -> attribute(in);
            case 10 -> flags(in);
            case 11 -> min = in.float64();
            case 12 -> max = in.float64();
            default -> in.skip();
        }
    }

    void readExponentialHistogram(ProtoReader reader) throws IOException {
        clear();
        reader.embedded(this::exponentialHistogram);
    }

    private void exponentialHistogram(int field, ProtoReader in) throws IOException {
        switch (field) {
            case 1 -> attribute(in);
            case 3 -> time(in);
            case 4 -> count = unsigned(in.fixed64());
            case 5 -> sum = in.float64();
            case 10 -> flags(in);
            case 12 -> min = in.float64();
            case 13 -> max = in.float64();
            default -> in.skip();
        }
    }

    void readSummary(ProtoReader reader) throws IOException {
        clear();
        reader.embedded(this::summary);
    }

    private void summary(int field, ProtoReader in) throws IOException {
        switch (field) {
            case 3 -> time(in);
            case 4 -> count = unsigned(in.fixed64());
            case 5 -> sum = in.float64();
            case 6 -> quantile(in);
            case 7 -> attribute(in);
            case 8 -> flags(in);
            default -> in.skip();
        }
    }

    private void quantile(ProtoReader in) throws IOException {
        if (quantileCount == quantiles.length) {
            quantiles = Arrays.copyOf(quantiles, quantileCount * 2);
            quantileValues = Arrays.copyOf(quantileValues, quantileCount * 2);
        }
        quantiles[quantileCount] = 0;
        quantileValues[quantileCount] = 0;
        in.embedded(this::quantileField);
        quantileCount++;
    }

    private void quantileField(int field, ProtoReader in) throws IOException {
        switch (field) {
            case 1 -> quantiles[quantileCount] = in.float64();
            case 2 -> quantileValues[quantileCount] = in.float64();
            default -> in.skip();
        }
    }

    private void time(ProtoReader in) throws IOException {
        long nanos = in.fixed64();
        timestampMillis = nanos == 0 ? Frame.NO_TIMESTAMP : Long.divideUnsigned(nanos, NANOS_PER_MILLI);
    }

    private void flags(ProtoReader in) throws IOException {
        recorded = (in.int64() & NO_RECORDED_VALUE) == 0;
    }

    private void attribute(ProtoReader in) throws IOException {
        attribute.read(in);
        labels.add(attribute.key(), attribute.value());
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    SenderLabels labels() {
        return labels;
    }

    /** {@link Frame#NO_TIMESTAMP} if the sender does not know it. */
    long timestampMillis() {
        return timestampMillis;
    }

    /** Whether there was a value at all. */
    boolean recorded() {
        return recorded;
    }

    double value() {
        return value;
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    int quantiles() {
        return quantileCount;
    }

    double quantile(int index) {
        return quantiles[index];
    }

    double quantileValue(int index) {
        return quantileValues[index];
    }
}
