package io.anomalyradar.model.anomaly;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of an anomaly: the canonical mapping of spec/proto/anomaly.proto, with 64-bit integers as JSON numbers.
 * Numbers are shortest round-trip decimals; unknown ones (NaN: an anomaly of a device has no expected value) are
 * absent. Thread-safe.
 */
public final class AnomalyJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private AnomalyJson() {}

    public static byte[] encode(Anomaly anomaly) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(768);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, anomaly);
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code anomaly} as one JSON object. */
    public static void write(JsonGenerator json, Anomaly anomaly) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", anomaly.id());
        json.writeNumberField("revision", anomaly.revision());
        json.writeStringField("device", anomaly.device());
        json.writeStringField("metric", anomaly.metric());
        json.writeStringField("state", anomaly.state().name());
        json.writeStringField("severity", anomaly.severity().name());
        json.writeStringField("kind", anomaly.kind());
        json.writeNumberField("startMillis", anomaly.startMillis());
        Anomaly.Peak peak = anomaly.peak();
        json.writeNumberField("peakMillis", peak.timestampMillis());
        Long end = anomaly.endMillis();
        if (end != null) {
            json.writeNumberField("endMillis", end);
        }
        writePeak(json, peak);
        json.writeNumberField("samples", anomaly.samples());
        json.writeStringField("explanation", anomaly.explanation());
        SourcePosition source = anomaly.source();
        json.writeFieldName("source");
        writeSource(json, source);
        json.writeNumberField("appendTimeMillis", anomaly.appendTimeMillis());
        json.writeNumberField("configVersion", Integer.toUnsignedLong(anomaly.configVersion()));
        writeAttributes(json, anomaly.attributes());
        writeContributions(json, anomaly.contributions());
        json.writeEndObject();
    }

    /** Writes a position as an object; an unknown leader epoch is absent. */
    public static void writeSource(JsonGenerator json, SourcePosition source) throws IOException {
        json.writeStartObject();
        json.writeStringField("topicId", source.topicId());
        json.writeNumberField("partition", source.partition());
        if (source.leaderEpoch() != SourcePosition.UNKNOWN_EPOCH) {
            json.writeNumberField("leaderEpoch", source.leaderEpoch());
        }
        json.writeNumberField("offset", source.offset());
        json.writeEndObject();
    }

    /** Writes the known values of a peak, except its time, as fields of the current object. */
    public static void writePeak(JsonGenerator json, Anomaly.Peak peak) throws IOException {
        writeKnown(json, "actual", peak.actual());
        writeKnown(json, "expected", peak.expected());
        writeKnown(json, "lower", peak.lower());
        writeKnown(json, "upper", peak.upper());
        json.writeNumberField("score", peak.score());
    }

    private static void writeKnown(JsonGenerator json, String name, double number) throws IOException {
        if (!Double.isNaN(number)) {
            json.writeNumberField(name, number);
        }
    }

    /** Writes the field {@code contributions} of the current object, if there are any. */
    public static void writeContributions(JsonGenerator json, List<Contribution> contributions) throws IOException {
        if (contributions.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("contributions");
        for (Contribution contribution : contributions) {
            json.writeStartObject();
            json.writeStringField("name", contribution.name());
            json.writeNumberField("share", contribution.share());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAttributes(JsonGenerator json, Attributes attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("attributes");
        json.writeStringField("site", attributes.site());
        json.writeStringField("type", attributes.type());
        json.writeStringField("group", attributes.group());
        json.writeStringField("tenant", attributes.tenant());
        json.writeEndObject();
    }

    /**
     * Decodes an anomaly.
     *
     * @throws IOException if the bytes are not an anomaly in JSON
     */
    public static Anomaly decode(byte[] bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /**
     * Reads the object that {@code parser} is at.
     *
     * @throws IOException if it is not an anomaly
     */
    public static Anomaly read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("an anomaly is one JSON object");
        }
        try {
            return anomaly(new Fields(parser));
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not an anomaly: " + wrong.getMessage(), wrong);
        }
    }

    private static Anomaly anomaly(Fields fields) throws IOException {
        return new Anomaly(
                fields.text("id"),
                (int) fields.integer("revision"),
                fields.text("device"),
                fields.text("metric"),
                AnomalyState.valueOf(fields.text("state")),
                Severity.valueOf(fields.text("severity")),
                fields.text("kind"),
                fields.integer("startMillis"),
                fields.has("endMillis") ? (Long) fields.integer("endMillis") : null,
                new Anomaly.Peak(
                        fields.integer("peakMillis"),
                        fields.realOrNaN("actual"),
                        fields.realOrNaN("expected"),
                        fields.realOrNaN("lower"),
                        fields.realOrNaN("upper"),
                        fields.real("score")),
                fields.integer("samples"),
                fields.text("explanation"),
                new SourcePosition(
                        fields.text("source.topicId"),
                        (int) fields.integer("source.partition"),
                        fields.has("source.leaderEpoch")
                                ? (int) fields.integer("source.leaderEpoch")
                                : SourcePosition.UNKNOWN_EPOCH,
                        fields.integer("source.offset")),
                fields.integer("appendTimeMillis"),
                (int) fields.integer("configVersion"),
                new Attributes(
                        fields.optional("attributes.site"),
                        fields.optional("attributes.type"),
                        fields.optional("attributes.group"),
                        fields.optional("attributes.tenant")),
                fields.contributions);
    }

    /** The scalar fields of an object and of the objects in it, by dotted name, and its contributions. */
    private static final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private final List<Contribution> contributions = new ArrayList<>();

        Fields(JsonParser parser) throws IOException {
            collect(parser, "");
        }

        private void collect(JsonParser parser, String prefix) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = prefix + parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_OBJECT && prefix.isEmpty()) {
                    collect(parser, name + ".");
                } else if (token == JsonToken.START_ARRAY && name.equals("contributions")) {
                    collectContributions(parser);
                } else if (token.isScalarValue()) {
                    texts.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void collectContributions(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                String name = "";
                double share = 0;
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String field = parser.currentName();
                    boolean isScalar = parser.nextToken().isScalarValue();
                    if (isScalar && field.equals("name")) {
                        name = parser.getText();
                    } else if (isScalar && field.equals("share")) {
                        share = parser.getValueAsDouble();
                    } else {
                        parser.skipChildren();
                    }
                }
                contributions.add(new Contribution(name, share));
            }
        }

        boolean has(String name) {
            return texts.containsKey(name);
        }

        String text(String name) throws IOException {
            String text = texts.get(name);
            if (text == null) {
                throw new IOException("not an anomaly: the field " + name + " is missing");
            }
            return text;
        }

        String optional(String name) {
            return texts.getOrDefault(name, "");
        }

        long integer(String name) throws IOException {
            return Long.parseLong(text(name));
        }

        double real(String name) throws IOException {
            return Double.parseDouble(text(name));
        }

        double realOrNaN(String name) throws IOException {
            return has(name) ? real(name) : Double.NaN;
        }
    }
}
