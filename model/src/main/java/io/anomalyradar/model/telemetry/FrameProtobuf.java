package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Protobuf form of a frame (spec/proto/telemetry.proto). The frame id is not part of it: it travels as a record
 * header. Not thread-safe: one instance per thread.
 */
public final class FrameProtobuf {
    private final FrameBuilder builder = new FrameBuilder();
    private final ProtoWriter writer = new ProtoWriter();

    /** The Frame message of {@code frame}. */
    public byte[] encode(Frame frame) {
        writer.clear();
        writer.text(1, frame.device());
        if (frame.timestampMillis() != Frame.NO_TIMESTAMP) {
            writer.presentInt64(2, frame.timestampMillis());
        }
        writer.texts(3, frame.metrics());
        writer.doubles(4, frame.values());
        AttributesProtobuf.write(writer, 5, frame.attributes());
        frame.metadata().forEach((key, text) -> {
            int entry = writer.open(6);
            writer.text(1, key);
            writer.text(2, text);
            writer.close(entry);
        });
        return writer.toByteArray();
    }

    /** The frame in {@code bytes} under {@code id}, and what had to be refused of it; never throws for bad bytes. */
    public Decoded decode(byte[] bytes, @Nullable String id) {
        builder.clear();
        builder.id(id);
        try {
            return read(new ProtoReader(bytes));
        } catch (IOException malformed) {
            return Decoded.refused(
                    RefusalCode.MALFORMED,
                    "not a Frame in Protobuf: " + malformed.getMessage() + "; see spec/proto/telemetry.proto");
        }
    }

    private Decoded read(ProtoReader reader) throws IOException {
        String[] metrics = new String[16];
        int count = 0;
        ProtoReader.DoubleColumn values = new ProtoReader.DoubleColumn();
        Map<String, String> metadata = Map.of();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> builder.device(reader.text());
                case 2 -> builder.timestampMillis(reader.int64());
                case 3 -> {
                    if (count == metrics.length) {
                        metrics = Arrays.copyOf(metrics, count * 2);
                    }
                    metrics[count++] = reader.text();
                }
                case 4 -> reader.doubles(values);
                case 5 -> builder.attributes(reader.message(AttributesProtobuf::read));
                case 6 -> {
                    metadata = metadata.isEmpty() ? new LinkedHashMap<>() : metadata;
                    Map.Entry<String, String> entry = reader.message(FrameProtobuf::metadataEntry);
                    metadata.put(entry.getKey(), entry.getValue());
                }
                default -> reader.skip();
            }
        }
        if (count != values.size()) {
            return Decoded.refused(
                    RefusalCode.MALFORMED,
                    "the frame has " + count + " metrics and " + values.size() + " values: give one value per metric");
        }
        builder.metadata(metadata);
        for (int i = 0; i < count; i++) {
            builder.sample(metrics[i], values.value(i));
        }
        return builder.build();
    }

    private static Map.Entry<String, String> metadataEntry(ProtoReader reader) throws IOException {
        String key = "";
        String text = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> key = reader.text();
                case 2 -> text = reader.text();
                default -> reader.skip();
            }
        }
        return Map.entry(key, text);
    }
}
