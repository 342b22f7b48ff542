package io.anomalyradar.model.event;

import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Protobuf form of an event (spec/proto/event.proto). The id is not part of it: it travels as a record header. Not
 * thread-safe: one instance per thread.
 */
public final class EventProtobuf {
    private final ProtoWriter writer = new ProtoWriter();
    private final ProtoReader reader = new ProtoReader();

    /** The Event message of {@code event}. */
    public byte[] encode(Event event) {
        writer.clear();
        writer.text(1, event.type());
        writer.text(2, event.key());
        if (event.timestampMillis() != Event.NO_TIME) {
            writer.presentInt64(3, event.timestampMillis());
        }
        event.attributes().forEach((name, value) -> {
            int entry = writer.open(4);
            writer.text(1, name);
            int content = writer.open(2);
            write(value);
            writer.close(content);
            writer.close(entry);
        });
        return writer.toByteArray();
    }

    private void write(Object value) {
        if (value instanceof Double number) {
            writer.presentFixed64(2, Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            writer.presentInt64(3, flag ? 1 : 0);
        } else {
            writer.presentBytes(1, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The event in {@code bytes} under {@code id}, or its refusal; never throws for invalid bytes. */
    public DecodedEvent decode(byte[] bytes, @Nullable String id) {
        reader.read(bytes);
        try {
            return EventLimits.checked(read(id));
        } catch (IOException malformed) {
            return DecodedEvent.refused(
                    RefusalCode.MALFORMED,
                    "not an Event in Protobuf: " + malformed.getMessage() + "; see spec/proto/event.proto");
        }
    }

    private Event read(@Nullable String id) throws IOException {
        String type = "";
        String key = "";
        long time = Event.NO_TIME;
        SortedMap<String, Object> attributes = new TreeMap<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> type = reader.name();
                case 2 -> key = reader.text();
                case 3 -> time = reader.int64();
                case 4 -> {
                    Map.Entry<String, Object> entry = reader.message(EventProtobuf::attribute);
                    attributes.put(entry.getKey(), entry.getValue());
                }
                default -> reader.skip();
            }
        }
        return new Event(type, key, time, id, attributes);
    }

    private static Map.Entry<String, Object> attribute(ProtoReader reader) throws IOException {
        String name = "";
        Object value = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> name = reader.name();
                case 2 -> value = reader.message(EventProtobuf::value);
                default -> reader.skip();
            }
        }
        return Map.entry(name, value);
    }

    private static Object value(ProtoReader reader) throws IOException {
        Object value = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> value = reader.text();
                case 2 -> value = reader.float64();
                case 3 -> value = reader.int64() != 0;
                default -> reader.skip();
            }
        }
        return value;
    }
}
