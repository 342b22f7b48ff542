package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.model.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes messages of remote write 1.0 and 2.0, as their .proto files define them. */
final class WriteMessages {
    /** Prometheus' mark of a series that has ended. */
    static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    /** A sample. */
    record Sample(double value, long timestampMillis) {}

    private WriteMessages() {}

    /** A request of 1.0 with these series. */
    static byte[] v1(byte[]... series) {
        return message(1, series);
    }

    /** A series of 1.0; labels are names and values by turns. */
    static byte[] series1(List<String> labels, Sample... samples) {
        ProtoWriter writer = new ProtoWriter();
        for (int i = 0; i < labels.size(); i += 2) {
            int label = writer.open(1);
            writer.text(1, labels.get(i));
            writer.text(2, labels.get(i + 1));
            writer.close(label);
        }
        samples(writer, samples);
        return writer.toByteArray();
    }

    private static void samples(ProtoWriter writer, Sample... samples) {
        for (Sample sample : samples) {
            int message = writer.open(2);
            writer.float64(1, sample.value());
            writer.presentInt64(2, sample.timestampMillis());
            writer.close(message);
        }
    }

    /** A series of 1.0 with one native histogram of integers: schema 0, one bucket. */
    static byte[] histogram1(List<String> labels, long count, double sum, int resetHint, long timestampMillis) {
        ProtoWriter writer = new ProtoWriter();
        histogram(writer, 4, count, sum, resetHint, timestampMillis);
        return joined(series1(labels), writer.toByteArray());
    }

    private static void histogram(
            ProtoWriter writer, int field, long count, double sum, int resetHint, long timestampMillis) {
        int histogram = writer.open(field);
        writer.int64(1, count);
        writer.float64(3, sum);
        writer.float64(5, 0.001);
        writer.int64(6, 0);
        int span = writer.open(11);
        writer.int64(2, 1);
        writer.close(span);
        writer.int64s(12, new long[] {2 * count});
        writer.int64(14, resetHint);
        writer.presentInt64(15, timestampMillis);
        writer.close(histogram);
    }

    /** A series of 2.0 that has a native histogram, besides these samples. */
    static byte[] histogram2(long[] references, long count, double sum, long timestampMillis, Sample... samples) {
        ProtoWriter writer = new ProtoWriter();
        histogram(writer, 3, count, sum, 0, timestampMillis);
        return joined(series2(references, 0, samples), writer.toByteArray());
    }

    /** A request of 2.0. */
    static byte[] v2(List<String> symbols, byte[]... series) {
        ProtoWriter writer = new ProtoWriter();
        writer.texts(4, symbols.toArray(String[]::new));
        return joined(writer.toByteArray(), message(5, series));
    }

    /** A series of 2.0. */
    static byte[] series2(long[] references, int type, Sample... samples) {
        ProtoWriter writer = new ProtoWriter();
        writer.int64s(1, references);
        samples(writer, samples);
        int exemplar = writer.open(4);
        writer.float64(2, 1);
        writer.close(exemplar);
        int metadata = writer.open(5);
        writer.int64(1, type);
        writer.close(metadata);
        writer.int64(6, 1_000);
        return writer.toByteArray();
    }

    private static byte[] message(int field, byte[]... parts) {
        ProtoWriter writer = new ProtoWriter();
        for (byte[] part : parts) {
            writer.presentBytes(field, part);
        }
        return writer.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
