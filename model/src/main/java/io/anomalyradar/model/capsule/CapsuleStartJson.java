package io.anomalyradar.model.capsule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.RecordSettings;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link CapsuleStart}, as radar.capsules holds it. Thread-safe. */
public final class CapsuleStartJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String DETECTOR = "detector";

    private CapsuleStartJson() {}

    public static byte[] encode(CapsuleStart start) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, start);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code start} as one object. */
    static void write(JsonGenerator json, CapsuleStart start) throws IOException {
        json.writeStartObject();
        json.writeStringField("anomaly", start.anomaly());
        json.writeStringField("device", start.device());
        json.writeStringField("metric", start.metric());
        json.writeNumberField("timestampMillis", start.timestampMillis());
        json.writeFieldName("source");
        AnomalyJson.writeSource(json, start.source());
        json.writeNumberField("sharers", start.sharers());
        json.writeNumberField("configVersion", start.configVersion());
        json.writeNumberField(
                "settingsHash", Integer.toUnsignedLong(start.detector().version()));
        Map<String, Object> settings = new TreeMap<>();
        RecordSettings.write(DETECTOR, start.detector(), settings);
        json.writeFieldName("settings");
        SettingsJson.write(json, settings, KeyCatalog.DETECTOR);
        json.writeStringField("state", start.state());
        json.writeEndObject();
    }

    /**
     * Decodes what an anomaly began with; unknown fields are skipped.
     *
     * @throws IOException if the bytes are none
     */
    public static CapsuleStart decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "it is one JSON object");
            return read(json);
        }
    }

    /** The object at whose first brace the parser stands. */
    static CapsuleStart read(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        Map<String, String> source = Map.of();
        @Nullable DetectorConfig detector = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("settings")) {
                detector = detector(json);
            } else if (field.equals("source")) {
                source = scalars(json);
            } else if (token.isScalarValue()) {
                scalars.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        if (detector == null) {
            throw new IOException("not the start of a capsule: the field settings is missing");
        }
        try {
            return new CapsuleStart(
                    text(scalars, "anomaly"),
                    text(scalars, "device"),
                    text(scalars, "metric"),
                    Long.parseLong(text(scalars, "timestampMillis")),
                    new SourcePosition(
                            text(source, "topicId"),
                            Integer.parseInt(text(source, "partition")),
                            Integer.parseInt(
                                    source.getOrDefault("leaderEpoch", String.valueOf(SourcePosition.UNKNOWN_EPOCH))),
                            Long.parseLong(text(source, "offset"))),
                    Integer.parseInt(text(scalars, "sharers")),
                    Integer.parseInt(text(scalars, "configVersion")),
                    detector,
                    text(scalars, "state"));
        } catch (IllegalArgumentException wrong) {
            throw new IOException("not the start of a capsule: " + wrong.getMessage(), wrong);
        }
    }

    private static DetectorConfig detector(JsonParser json) throws IOException {
        try {
            Map<String, Object> settings = SettingsJson.read(json, KeyCatalog.DETECTOR);
            return RecordSettings.read(DETECTOR, DetectorConfig.DEFAULT, settings);
        } catch (SettingsException | IllegalArgumentException wrong) {
            throw new IOException("the settings of the capsule cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    static Map<String, String> scalars(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an object is expected");
        Map<String, String> scalars = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            if (token.isScalarValue()) {
                scalars.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return scalars;
    }

    static String text(Map<String, String> scalars, String field) throws IOException {
        String text = scalars.get(field);
        if (text == null) {
            throw new IOException("not a capsule: the field " + field + " is missing");
        }
        return text;
    }

    static void require(boolean fulfilled, String otherwise) throws IOException {
        if (!fulfilled) {
            throw new IOException("not a capsule: " + otherwise);
        }
    }
}
