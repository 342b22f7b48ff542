package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.wire.DoubleColumn;
import io.anomalyradar.model.wire.LongColumn;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import io.anomalyradar.model.wire.TextLists;
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
    private final ProtoReader reader = new ProtoReader();
    private final TextLists<MetricNames> lists = new TextLists<>(MetricNames::of);
    private final DoubleColumn values = new DoubleColumn();
    private final LongColumn kinds = new LongColumn();

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
        SampleKind[] ofSamples = frame.kinds();
        if (ofSamples != null) {
            writer.int64s(
                    7, Arrays.stream(ofSamples).mapToLong(SampleKind::number).toArray());
        }
        return writer.toByteArray();
    }

    /** The frame in {@code bytes} under {@code id}, and its refusals; never throws for invalid bytes. */
    public Decoded decode(byte[] bytes, @Nullable String id) {
        builder.clear();
        builder.id(id);
        values.clear();
        kinds.clear();
        reader.read(bytes);
        try {
            return readFields();
        } catch (IOException malformed) {
            return Decoded.refused(
                    RefusalCode.MALFORMED,
                    "not a Frame in Protobuf: " + malformed.getMessage() + "; see spec/proto/telemetry.proto");
        }
    }

    private Decoded readFields() throws IOException {
        MetricNames metrics = MetricNames.NONE;
        Map<String, String> metadata = Map.of();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> builder.device(reader.name());
                case 2 -> builder.timestampMillis(reader.int64());
                case 3 -> metrics = metrics.plus(reader.texts(lists));
                case 4 -> reader.doubles(values);
                case 5 -> builder.attributes(reader.message(AttributesProtobuf::read));
                case 6 -> {
                    metadata = metadata.isEmpty() ? new LinkedHashMap<>() : metadata;
                    Map.Entry<String, String> entry = reader.message(FrameProtobuf::metadataEntry);
                    metadata.put(entry.getKey(), entry.getValue());
                }
                case 7 -> reader.int64s(kinds);
                default -> reader.skip();
            }
        }
        if (metrics.size() != values.size()) {
            return Decoded.refused(
                    RefusalCode.MALFORMED,
                    "the frame has " + metrics.size() + " metrics and " + values.size()
                            + " values: give one value per metric");
        }
        if (kinds.size() > metrics.size()) {
            return Decoded.refused(
                    RefusalCode.MALFORMED,
                    "the frame has " + kinds.size() + " kinds for " + metrics.size()
                            + " metrics: give one kind per metric");
        }
        builder.metadata(metadata);
        builder.samples(metrics, values.take(), kinds);
        return builder.build();
    }

    private static Map.Entry<String, String> metadataEntry(ProtoReader reader) throws IOException {
        String key = "";
        String text = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> key = reader.name();
                case 2 -> text = reader.text();
                default -> reader.skip();
            }
        }
        return Map.entry(key, text);
    }
}
