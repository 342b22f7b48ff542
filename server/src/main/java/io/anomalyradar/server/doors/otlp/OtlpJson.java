package io.anomalyradar.server.doors.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OTLP's JSON, rewritten as Protobuf, so that one decoder reads both. Fields that the decoder skips are not written.
 * Numbers may be texts, as Protobuf's JSON mapping has it for 64 bits; enumerations numbers or names. Stateless.
 */
final class OtlpJson {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();
    private static final String TEMPORALITY = "AGGREGATION_TEMPORALITY_";

    /** How a value is written. */
    private enum Form {
        TEXT,
        VARINT,
        BOOL,
        FIXED64,
        DOUBLE,
        ENUM,
        MESSAGE
    }

    private record Field(int number, Form form, @Nullable Message message) {}

    /** The fields of a message, by their names in JSON. */
    private static final class Message {
        private final Map<String, Field> fields = new HashMap<>();

        Message with(String name, int number, Form form) {
            fields.put(name, new Field(number, form, null));
            return this;
        }

        Message with(String name, int number, Message message) {
            fields.put(name, new Field(number, Form.MESSAGE, message));
            return this;
        }
    }

    private static final Message REQUEST = request();

    private OtlpJson() {}

    private static Message request() {
        Message value = new Message()
                .with("stringValue", 1, Form.TEXT)
                .with("boolValue", 2, Form.BOOL)
                .with("intValue", 3, Form.VARINT)
                .with("doubleValue", 4, Form.DOUBLE);
        value.with("arrayValue", 5, new Message().with("values", 1, value));
        Message attribute = new Message().with("key", 1, Form.TEXT).with("value", 2, value);
        value.with("kvlistValue", 6, new Message().with("values", 1, attribute));
        Message number = timed(8, 7, attribute).with("asDouble", 4, Form.DOUBLE).with("asInt", 6, Form.FIXED64);
        Message histogram = distribution(timed(10, 9, attribute), 11, 12);
        Message exponential = distribution(timed(10, 1, attribute), 12, 13);
        Message summary = timed(8, 7, attribute)
                .with("count", 4, Form.FIXED64)
                .with("sum", 5, Form.DOUBLE)
                .with(
                        "quantileValues",
                        6,
                        new Message().with("quantile", 1, Form.DOUBLE).with("value", 2, Form.DOUBLE));
        Message metric = new Message()
                .with("name", 1, Form.TEXT)
                .with("gauge", 5, new Message().with("dataPoints", 1, number))
                .with("sum", 7, temporal(number).with("isMonotonic", 3, Form.BOOL))
                .with("histogram", 9, temporal(histogram))
                .with("exponentialHistogram", 10, temporal(exponential))
                .with("summary", 11, new Message().with("dataPoints", 1, summary));
        Message resourceMetrics = new Message()
                .with("resource", 1, new Message().with("attributes", 1, attribute))
                .with("scopeMetrics", 2, new Message().with("metrics", 2, metric));
        return new Message().with("resourceMetrics", 1, resourceMetrics);
    }

    private static Message timed(int flags, int attributes, Message attribute) {
        return new Message()
                .with("timeUnixNano", 3, Form.FIXED64)
                .with("flags", flags, Form.VARINT)
                .with("attributes", attributes, attribute);
    }

    private static Message distribution(Message timed, int min, int max) {
        return timed.with("count", 4, Form.FIXED64)
                .with("sum", 5, Form.DOUBLE)
                .with("min", min, Form.DOUBLE)
                .with("max", max, Form.DOUBLE);
    }

    private static Message temporal(Message point) {
        return new Message().with("dataPoints", 1, point).with("aggregationTemporality", 2, Form.ENUM);
    }

    /**
     * The message in {@code json}.
     *
     * @throws IOException that says what is wrong, when it is not one
     */
    static byte[] toProtobuf(byte[] json) throws IOException {
        ProtoWriter out = new ProtoWriter();
        try (JsonParser in = FACTORY.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the body is not a JSON object");
            }
            object(in, REQUEST, out);
            if (in.nextToken() != null) {
                throw new IOException("there is more than one JSON object");
            }
        } catch (JsonProcessingException invalid) {
            throw new IOException(invalid.getOriginalMessage(), invalid);
        }
        return out.toByteArray();
    }

    private static void object(JsonParser in, Message message, ProtoWriter out) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Field field = message.fields.get(in.currentName());
            JsonToken token = in.nextToken();
            if (field == null || token == JsonToken.VALUE_NULL) {
                in.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    value(in, field, out);
                }
            } else {
                value(in, field, out);
            }
        }
    }

    private static void value(JsonParser in, Field field, ProtoWriter out) throws IOException {
        Message message = field.message();
        if (message != null) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(in);
            }
            int start = out.open(field.number());
            object(in, message, out);
            out.close(start);
            return;
        }
        if (!in.currentToken().isScalarValue()) {
            throw wrong(in);
        }
        String text = in.getText();
        try {
            switch (field.form()) {
                case TEXT -> out.text(field.number(), text);
                case VARINT -> out.presentInt64(field.number(), whole(text));
                case BOOL -> out.presentInt64(field.number(), Boolean.parseBoolean(text) ? 1 : 0);
                case FIXED64 -> out.presentFixed64(field.number(), whole(text));
                case DOUBLE -> out.presentFixed64(field.number(), Double.doubleToRawLongBits(Double.parseDouble(text)));
                case ENUM -> out.presentInt64(field.number(), temporality(text));
                case MESSAGE -> throw wrong(in);
            }
        } catch (NumberFormatException notOne) {
            throw wrong(in);
        }
    }

    private static long whole(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }

    private static long temporality(String text) {
        return switch (text) {
            case TEMPORALITY + "DELTA" -> 1;
            case TEMPORALITY + "CUMULATIVE" -> 2;
            case TEMPORALITY + "UNSPECIFIED" -> 0;
            default -> whole(text);
        };
    }

    private static IOException wrong(JsonParser in) throws IOException {
        String seen = in.getText();
        return new IOException("the value of " + in.currentName() + " is '"
                + (seen.length() <= 50 ? seen : seen.substring(0, 50) + "…") + "'");
    }
}
