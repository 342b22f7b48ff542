package io.anomalyradar.server.doors.influx;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.server.ingest.BodyLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB's line protocol. The device is the first of the given tags that a line has, or else the measurement. Lines
 * of one device and time that follow one another are one frame. The metric is {@code measurement.field}; tags other
 * than the device's and our attributes (site, type, group, tenant) are appended as {@code ,key=value}. Booleans are 1
 * and 0; texts are left out. One instance a call.
 */
final class LineProtocolDecoder implements BatchDecoder {
    private static final List<String> ATTRIBUTES = List.of("site", "type", "group", "tenant");

    private final LongUnaryOperator millisOf;
    private final List<String> deviceTags;
    private final FrameBuilder frame = new FrameBuilder();
    private @Nullable String device;
    private long timestampMillis;
    private int samples;
    private long lineNumber;

    /** @param millisOf the milliseconds of a time in the precision of the request */
    LineProtocolDecoder(LongUnaryOperator millisOf, List<String> deviceTags) {
        this.millisOf = millisOf;
        this.deviceTags = deviceTags;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        BodyLines.read(body, (bytes, length) -> take(bytes, length, batch));
        flush(batch);
    }

    private void take(byte[] bytes, long length, FrameBatch batch) {
        lineNumber++;
        if (bytes[0] == '#') {
            return;
        }
        try {
            if (length > FrameLimits.MAX_RECORD_BYTES) {
                throw new LineProtocol.InvalidLine("the line has " + length + " bytes, at most "
                        + FrameLimits.MAX_RECORD_BYTES + " are allowed: split it");
            }
            add(LineProtocol.parse(text(bytes)), batch);
        } catch (LineProtocol.InvalidLine invalid) {
            flush(batch);
            batch.refuse(RefusalCode.MALFORMED, "line " + lineNumber + ": " + invalid.getMessage());
        }
    }

    private static String text(byte[] utf8) throws LineProtocol.InvalidLine {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException invalid) {
            throw new LineProtocol.InvalidLine("it is not UTF-8");
        }
    }

    private void add(LineProtocol.Line line, FrameBatch batch) {
        if (line.numbers().isEmpty()) {
            return; // texts only
        }
        String sender = device(line);
        long millis = line.timestamp() == null ? Frame.NO_TIMESTAMP : millisOf.applyAsLong(line.timestamp());
        boolean isNew = !sender.equals(device) || millis != timestampMillis;
        if (isNew || samples + line.numbers().size() > FrameLimits.MAX_SAMPLES) {
            flush(batch);
            start(sender, millis, line.tags());
        }
        String suffix = suffix(line.tags());
        line.numbers().forEach((field, value) -> frame.sample(metric(line.measurement(), field) + suffix, value));
        samples += line.numbers().size();
    }

    private String device(LineProtocol.Line line) {
        for (String tag : deviceTags) {
            String name = line.tags().get(tag);
            if (name != null) {
                return name;
            }
        }
        return line.measurement();
    }

    private static String metric(String measurement, String field) {
        return field.equals("value") ? measurement : measurement + "." + field;
    }

    private String suffix(Map<String, String> tags) {
        StringBuilder suffix = new StringBuilder();
        tags.forEach((key, value) -> {
            if (!deviceTags.contains(key) && !ATTRIBUTES.contains(key)) {
                suffix.append(',').append(key).append('=').append(value);
            }
        });
        return suffix.toString();
    }

    private void start(String sender, long millis, Map<String, String> tags) {
        frame.clear();
        device = sender;
        timestampMillis = millis;
        frame.device(sender);
        if (millis != Frame.NO_TIMESTAMP) {
            frame.timestampMillis(millis);
        }
        frame.attributes(new Attributes(
                tags.getOrDefault("site", ""),
                tags.getOrDefault("type", ""),
                tags.getOrDefault("group", ""),
                tags.getOrDefault("tenant", "")));
    }

    private void flush(FrameBatch batch) {
        if (samples > 0) {
            frame.id(batch.nextId());
            batch.add(frame.build());
        }
        device = null;
        samples = 0;
    }
}
