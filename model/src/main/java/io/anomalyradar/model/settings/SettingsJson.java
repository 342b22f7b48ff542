package io.anomalyradar.model.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings as one JSON object: a scalar under each key, as {@code "detector.window": 600}. */
public final class SettingsJson {
    private SettingsJson() {}

    /** Writes {@code settings}, whose keys {@code catalog} declares, as one object. */
    public static void write(JsonGenerator json, Map<String, ?> settings, KeyCatalog catalog) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, ?> setting : settings.entrySet()) {
            ConfigKey<?> key = catalog.find(setting.getKey());
            if (key == null) {
                throw new IllegalArgumentException("settings must have declared keys, had " + setting.getKey());
            }
            json.writeFieldName(key.name());
            writeValue(json, key, setting.getValue());
        }
        json.writeEndObject();
    }

    /** Writes {@code value} of {@code key} as a JSON scalar. */
    public static void writeValue(JsonGenerator json, ConfigKey<?> key, Object value) throws IOException {
        String text = key.text(value);
        switch (key.type().form()) {
            case TEXT -> json.writeString(text);
            case NUMBER -> json.writeNumber(text);
            case FLAG -> json.writeBoolean(Boolean.parseBoolean(text));
        }
    }

    /**
     * The settings of the object that {@code json} is at.
     *
     * @throws SettingsException for an unknown key or a value that is not accepted, with its line and column
     * @throws IOException when it is not JSON
     */
    public static SortedMap<String, Object> read(JsonParser json, KeyCatalog catalog)
            throws IOException, SettingsException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw problem(json, "settings must be an object of keys and values");
        }
        SortedMap<String, Object> settings = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            ConfigKey<?> key = catalog.find(name);
            if (key == null) {
                throw problem(json, name + " is not a setting; " + catalog.nearest(name) + " is the nearest");
            }
            json.nextToken();
            if (settings.put(name, value(json, key)) != null) {
                throw problem(json, name + " is given twice: give it once");
            }
        }
        return settings;
    }

    private static Object value(JsonParser json, ConfigKey<?> key) throws IOException, SettingsException {
        boolean fits =
                switch (key.type().form()) {
                    case TEXT -> json.currentToken() == JsonToken.VALUE_STRING;
                    case NUMBER -> json.currentToken().isNumeric();
                    case FLAG -> json.currentToken().isBoolean();
                };
        String text = json.getText();
        try {
            if (fits) {
                return key.parse(text);
            }
        } catch (IllegalArgumentException notAccepted) {
            // described below
        }
        throw problem(
                json,
                key.name() + " is '" + text + "', which is not accepted; set "
                        + key.type().accepts());
    }

    /** {@code message} with the place that {@code json} is at. */
    public static SettingsException problem(JsonParser json, String message) {
        var place = json.currentTokenLocation();
        return new SettingsException("line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + message);
    }
}
