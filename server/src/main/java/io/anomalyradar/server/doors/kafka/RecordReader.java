package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.doors.labels.CounterNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes frames of the records of one topic, by its mapping. Not thread-safe. */
final class RecordReader {
    private static final int MAX_READINGS = 10_000;

    private final TopicMapping mapping;
    private final CounterNames counters;
    private final ValueTree tree;
    private final FrameBuilder frame = new FrameBuilder();

    RecordReader(TopicMapping mapping) {
        this.mapping = mapping;
        this.counters = new CounterNames(mapping.counters());
        this.tree = mapping.form().reader();
    }

    /** A frame or refusal for each reading of {@code record}; a record that cannot be read is one refusal. */
    List<Decoded> read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return List.of(); // a tombstone
        }
        if (value.length > FrameLimits.MAX_RECORD_BYTES) {
            return refused(
                    RefusalCode.TOO_LARGE, "the record has more than " + FrameLimits.MAX_RECORD_BYTES + " bytes");
        }
        Object whole;
        try {
            whole = tree.of(value);
        } catch (IOException malformed) {
            String why =
                    String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
            return refused(
                    RefusalCode.MALFORMED, "the record is not " + mapping.form().format() + ": " + why);
        }
        Pointer each = mapping.each();
        if (each == null) {
            return List.of(reading(whole, whole, record, 0));
        }
        if (!(each.in(whole, whole) instanceof List<?> readings) || readings.size() > MAX_READINGS) {
            return refused(
                    RefusalCode.MALFORMED,
                    "where the mapping has 'each' is no array of at most " + MAX_READINGS + " readings");
        }
        List<Decoded> frames = new ArrayList<>();
        for (Object reading : readings) {
            frames.add(reading(reading, whole, record, frames.size()));
        }
        return List.copyOf(frames);
    }

    private static List<Decoded> refused(RefusalCode code, String message) {
        return List.of(Decoded.refused(code, message));
    }

    private Decoded reading(
            @Nullable Object reading, @Nullable Object whole, ConsumerRecord<byte[], byte[]> record, int index) {
        frame.clear();
        Object device = device(reading, whole, record);
        if (!(device instanceof String || device instanceof Number)) {
            return Decoded.refused(RefusalCode.MISSING_DEVICE, "the reading has no device where the mapping says");
        }
        frame.device(device.toString());
        TimeField time = mapping.time();
        Object moment = time == null ? null : time.pointer().in(reading, whole);
        if (time != null && moment == null) {
            return Decoded.refused(RefusalCode.INVALID_TIMESTAMP, "the reading has no time where the mapping says");
        }
        try {
            frame.timestampMillis(time == null || moment == null ? record.timestamp() : time.millis(moment));
        } catch (IllegalArgumentException wrong) {
            return Decoded.refused(RefusalCode.INVALID_TIMESTAMP, String.valueOf(wrong.getMessage()));
        }
        frame.attributes(attributes(reading, whole));
        frame.id(id(record, index));
        addSamples(reading, whole);
        return frame.build();
    }

    private @Nullable Object device(
            @Nullable Object reading, @Nullable Object whole, ConsumerRecord<byte[], byte[]> record) {
        Pointer at = mapping.device();
        if (at != null) {
            return at.in(reading, whole);
        }
        return record.key() == null ? null : new String(record.key(), UTF_8);
    }

    /** The same for a record that is read again; a topic that is created again has other times. */
    private static String id(ConsumerRecord<byte[], byte[]> record, int index) {
        String place = record.partition() + "/" + record.offset() + "@" + record.timestamp() + "/" + index;
        return LongNames.fitted(record.topic(), FrameLimits.MAX_NAME_LENGTH - place.length() - 1) + "/" + place;
    }

    private Attributes attributes(@Nullable Object reading, @Nullable Object whole) {
        if (mapping.attributes().isEmpty()) {
            return Attributes.NONE;
        }
        return new Attributes(
                attribute("site", reading, whole),
                attribute("type", reading, whole),
                attribute("group", reading, whole),
                attribute("tenant", reading, whole));
    }

    private String attribute(String name, @Nullable Object reading, @Nullable Object whole) {
        Pointer at = mapping.attributes().get(name);
        Object value = at == null ? null : at.in(reading, whole);
        return value == null ? "" : value.toString();
    }

    private void addSamples(@Nullable Object reading, @Nullable Object whole) {
        mapping.metrics().forEach((metric, at) -> add(metric, at.in(reading, whole), true));
        Pointer numbers = mapping.numbers();
        if (numbers != null) {
            addNumbers("", numbers.in(reading, whole));
        }
        Pointer name = mapping.name();
        Pointer value = mapping.value();
        if (name != null && value != null) {
            Object metric = name.in(reading, whole);
            if (metric != null) {
                add(metric.toString(), value.in(reading, whole), true);
            }
        }
    }

    private void addNumbers(String path, @Nullable Object at) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (at instanceof Map<?, ?> object) {
            object.forEach((name, value) -> addNumbers(prefix + name, value));
        } else if (at instanceof List<?> array) {
            for (int i = 0; i < array.size(); i++) {
                addNumbers(prefix + i, array.get(i));
            }
        } else if (at instanceof Number) {
            add(path.isEmpty() ? "value" : path, at, false);
        }
    }

    /** @param named whether the mapping names this very value, so that it must be a number */
    private void add(String metric, @Nullable Object value, boolean named) {
        if (value instanceof Number number) {
            frame.sample(LongNames.fitted(metric, FrameLimits.MAX_NAME_LENGTH), number.doubleValue(), kind(metric));
        } else if (value instanceof Boolean truth) {
            frame.sample(metric, truth ? 1 : 0);
        } else if (value instanceof String text && isDecimal(text)) {
            frame.sample(metric, Double.parseDouble(text.strip()), kind(metric));
        } else if (value != null && named) {
            frame.refuseSample(metric, RefusalCode.NOT_A_NUMBER, "the value is not a number");
        }
    }

    private SampleKind kind(String metric) {
        return counters.kind(metric);
    }

    private static boolean isDecimal(String text) {
        return text.length() <= 64 && text.strip().matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }
}
