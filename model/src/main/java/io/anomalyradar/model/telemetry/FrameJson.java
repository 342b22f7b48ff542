package io.anomalyradar.model.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a frame (spec/telemetry.md), read in one pass. The literals NaN and Infinity, which are not JSON but
 * common, refuse only their sample. Not thread-safe: one instance per thread.
 */
public final class FrameJson {
    private static final int MAX_DEPTH = 16;
    private static final int DEVICE = 1;
    private static final int TIMESTAMP = 2;
    private static final int METRICS = 4;
    private static final int ATTRIBUTES = 8;
    private static final int METADATA = 16;
    private static final int ID = 32;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(400)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final FrameBuilder builder = new FrameBuilder();
    private final TimePrecision precision;
    private boolean valueSeen;
    /** Fields of the frame so far, by the bits below. */
    private int seen;

    /** Numbers without a stated unit. */
    public FrameJson() {
        this(TimePrecision.UNSTATED);
    }

    /** @param precision the unit of times that are numbers */
    public FrameJson(TimePrecision precision) {
        this.precision = precision;
    }

    /** A parser set up with the bounds of spec/telemetry.md, for a body that holds several frames. */
    public static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** As {@link #parser(byte[])}, for a body that is read as it comes. */
    public static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** The one frame in {@code json}; {@code headerId}, when given, wins over the field {@code id}. */
    public Decoded decode(byte[] json, @Nullable String headerId) {
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return malformed("a record is one JSON object");
            }
            Decoded decoded = read(parser, headerId);
            return parser.nextToken() == null ? decoded : malformed("text follows the JSON object");
        } catch (JsonProcessingException invalid) {
            return malformed(invalid.getOriginalMessage());
        } catch (IOException invalid) { // bytes that are not UTF-8
            return malformed(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Reads the frame whose opening brace {@code parser} stands at, up to its closing brace, even when it is refused.
     *
     * @throws IOException when the text is not JSON: nothing after it can be read
     */
    public Decoded read(JsonParser parser, @Nullable String headerId) throws IOException {
        builder.clear();
        valueSeen = false;
        seen = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "device" -> {
                    once(DEVICE, name);
                    device(parser, token);
                }
                case "ts" -> {
                    once(TIMESTAMP, name);
                    timestamp(parser, token);
                }
                case "metrics" -> {
                    once(METRICS, name);
                    metrics(parser, token);
                }
                case "value" -> {
                    valueSeen = true;
                    sample(parser, token, "value");
                }
                case "attributes" -> {
                    once(ATTRIBUTES, name);
                    attributes(parser, token);
                }
                case "metadata" -> {
                    once(METADATA, name);
                    metadata(parser, token);
                }
                case "id" -> {
                    once(ID, name);
                    id(parser, token);
                }
                default -> parser.skipChildren();
            }
        }
        if (valueSeen && (seen & METRICS) != 0) {
            builder.refuseRecord(Refusal.record(
                    RefusalCode.MALFORMED, "the frame has both 'value' and 'metrics': give one of them"));
        }
        if (headerId != null) {
            builder.id(headerId);
        }
        return builder.build();
    }

    /** JSON leaves open which of two equal fields counts: neither does. */
    private void once(int field, String name) {
        if ((seen & field) != 0) {
            builder.refuseRecord(Refusal.record(
                    RefusalCode.MALFORMED, "the field '" + name + "' stands twice in the frame: give it once"));
        }
        seen |= field;
    }

    private void device(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            builder.device(parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private void timestamp(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    refuseTimestamp("it has too many digits");
                } else {
                    timestamp(parser.getLongValue());
                }
            }
            case VALUE_STRING -> {
                long millis = IsoTime.parse(parser.getText());
                if (millis == Frame.NO_TIMESTAMP) {
                    refuseTimestamp("the text is not ISO-8601");
                } else {
                    builder.timestampMillis(millis);
                }
            }
            default -> {
                refuseTimestamp("it is neither a whole number nor text");
                parser.skipChildren();
            }
        }
    }

    private void timestamp(long time) {
        if (precision.looksLikeSeconds(time)) {
            builder.refuseRecord(Refusal.record(
                    RefusalCode.INVALID_TIMESTAMP,
                    "ts " + time + " looks like epoch seconds (" + Instant.ofEpochSecond(time)
                            + "): send milliseconds, or name the unit with ?precision=s over HTTP;"
                            + " for data of 1970 to 1973 send ISO-8601 or ?precision=ms"));
        } else {
            builder.timestampMillis(precision.toMillis(time));
        }
    }

    private void refuseTimestamp(String why) {
        builder.refuseRecord(Refusal.record(
                RefusalCode.INVALID_TIMESTAMP, "ts is not a time, " + why + ": send epoch milliseconds or ISO-8601"));
    }

    private void metrics(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            builder.refuseRecord(
                    Refusal.record(RefusalCode.NO_SAMPLES, "metrics must be an object of metric name to number"));
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String metric = parser.currentName();
            sample(parser, parser.nextToken(), metric);
        }
    }

    private void sample(JsonParser parser, JsonToken token, String metric) throws IOException {
        if (token.isNumeric()) {
            builder.sample(metric, parser.getDoubleValue());
            return;
        }
        builder.refuseSample(
                metric, RefusalCode.NOT_A_NUMBER, "a " + described(token) + " stands where a number belongs");
        parser.skipChildren();
    }

    private static String described(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "text";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "list";
            default -> "object";
        };
    }

    private void attributes(JsonParser parser, JsonToken token) throws IOException {
        Map<String, String> given = texts(parser, token, "attributes");
        for (String name : given.keySet()) {
            switch (name) {
                case "site", "type", "group", "tenant" -> {}
                default -> refuseAttributes("an attribute is not one of site, type, group, tenant");
            }
        }
        builder.attributes(new Attributes(
                given.getOrDefault("site", ""),
                given.getOrDefault("type", ""),
                given.getOrDefault("group", ""),
                given.getOrDefault("tenant", "")));
    }

    private void metadata(JsonParser parser, JsonToken token) throws IOException {
        builder.metadata(texts(parser, token, "metadata"));
    }

    /** An object of texts; numbers and booleans count as their text, null as absent. */
    private Map<String, String> texts(JsonParser parser, JsonToken token, String what) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        if (token != JsonToken.START_OBJECT) {
            refuseAttributes(what + " must be an object of texts");
            parser.skipChildren();
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue()) {
                if (value != JsonToken.VALUE_NULL) {
                    texts.put(name, parser.getText());
                }
            } else {
                refuseAttributes(what + " must be an object of texts");
                parser.skipChildren();
            }
        }
        return texts;
    }

    private void id(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            builder.id(parser.getText());
        } else if (token != JsonToken.VALUE_NULL) {
            builder.refuseRecord(Refusal.record(RefusalCode.INVALID_NAME, "the frame id must be text"));
            parser.skipChildren();
        }
    }

    private void refuseAttributes(String message) {
        builder.refuseRecord(Refusal.record(RefusalCode.INVALID_ATTRIBUTES, message));
    }

    private static Decoded malformed(String why) {
        return Decoded.refused(RefusalCode.MALFORMED, "not a frame in JSON: " + why);
    }
}
