package io.anomalyradar.model.capsule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.control.Placement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a {@link Capsule}: schema {@code AlertCapsule} of spec/openapi.yaml. Numbers are shortest round-trip
 * decimals, so that every bit survives. Thread-safe.
 */
public final class CapsuleJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private CapsuleJson() {}

    public static byte[] encode(Capsule capsule) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, capsule);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code capsule} as one object. */
    public static void write(JsonGenerator json, Capsule capsule) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", Capsule.FORMAT);
        json.writeStringField("release", capsule.release());
        json.writeNumberField("detectorState", capsule.detectorState());
        json.writeFieldName("alert");
        AlertJson.write(json, capsule.alert());
        if (!capsule.rule().isEmpty()) {
            json.writeFieldName("rule");
            json.writeRawValue(capsule.rule());
        }
        json.writeObjectFieldStart("placement");
        json.writeStringField("group", capsule.placement().group());
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> attribute :
                capsule.placement().attributes().entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("missing", capsule.missing());
        CapsuleStart start = capsule.start();
        if (start != null) {
            json.writeFieldName("start");
            CapsuleStartJson.write(json, start);
        }
        json.writeArrayFieldStart("samples");
        for (CapsuleSample sample : capsule.samples()) {
            write(json, sample);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CapsuleSample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timestampMillis", sample.timestampMillis());
        json.writeNumberField("value", sample.value());
        if (!Double.isNaN(sample.expected())) {
            json.writeNumberField("expected", sample.expected());
            json.writeNumberField("lower", sample.lower());
            json.writeNumberField("upper", sample.upper());
        }
        json.writeNumberField("score", sample.score());
        json.writeStringField("status", sample.status().name());
        json.writeNumberField("configVersion", sample.configVersion());
        json.writeEndObject();
    }

    /**
     * Decodes a capsule; unknown fields are skipped.
     *
     * @throws IOException if the bytes are none, or of a later format
     */
    public static Capsule decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            CapsuleStartJson.require(json.nextToken() == JsonToken.START_OBJECT, "it is one JSON object");
            return read(json);
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not a capsule: " + wrong.getMessage(), wrong);
        }
    }

    private static Capsule read(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        @Nullable Alert alert = null;
        @Nullable CapsuleStart start = null;
        String rule = "";
        Placement placement = Placement.NONE;
        List<CapsuleSample> samples = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "alert" -> alert = AlertJson.read(json);
                case "start" -> start = CapsuleStartJson.read(json);
                case "placement" -> placement = placement(json);
                case "rule" -> rule = copied(json);
                case "samples" -> samples = samples(json);
                default -> {
                    if (token.isScalarValue()) {
                        scalars.put(field, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        int format = Integer.parseInt(CapsuleStartJson.text(scalars, "format"));
        CapsuleStartJson.require(
                format == Capsule.FORMAT, "its format is " + format + ", this release reads " + Capsule.FORMAT);
        if (alert == null) {
            throw new IOException("not a capsule: the field alert is missing");
        }
        return new Capsule(
                CapsuleStartJson.text(scalars, "release"),
                Integer.parseInt(CapsuleStartJson.text(scalars, "detectorState")),
                alert,
                rule,
                placement,
                start,
                CapsuleStartJson.text(scalars, "missing"),
                samples);
    }

    private static Placement placement(JsonParser json) throws IOException {
        String group = "";
        Map<String, String> attributes = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "group" -> group = json.getText();
                case "attributes" -> attributes = CapsuleStartJson.scalars(json);
                default -> json.skipChildren();
            }
        }
        return new Placement(group, attributes);
    }

    /** The value at which the parser stands, as JSON. */
    private static String copied(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    private static List<CapsuleSample> samples(JsonParser json) throws IOException {
        CapsuleStartJson.require(json.currentToken() == JsonToken.START_ARRAY, "samples are a list");
        List<CapsuleSample> samples = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = CapsuleStartJson.scalars(json);
            samples.add(new CapsuleSample(
                    Long.parseLong(CapsuleStartJson.text(fields, "timestampMillis")),
                    Double.parseDouble(CapsuleStartJson.text(fields, "value")),
                    number(fields, "expected"),
                    number(fields, "lower"),
                    number(fields, "upper"),
                    Double.parseDouble(CapsuleStartJson.text(fields, "score")),
                    SampleStatus.valueOf(CapsuleStartJson.text(fields, "status")),
                    Integer.parseInt(CapsuleStartJson.text(fields, "configVersion"))));
        }
        return samples;
    }

    private static double number(Map<String, String> fields, String field) {
        String text = fields.get(field);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }
}
