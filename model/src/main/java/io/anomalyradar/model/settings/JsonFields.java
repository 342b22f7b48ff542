package io.anomalyradar.model.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.telemetry.Characters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads fields of a JSON object; a {@link SettingsException} names the place of one that does not fit. */
public final class JsonFields {
    private JsonFields() {}

    public static void require(JsonParser json, JsonToken token, String otherwise) throws SettingsException {
        if (json.currentToken() != token) {
            throw SettingsJson.problem(json, otherwise);
        }
    }

    public static String text(JsonParser json, String field, int maxLength) throws IOException, SettingsException {
        String text = lines(json, field, maxLength);
        if (text.indexOf('\n') >= 0) {
            throw SettingsJson.problem(json, field + " has a line break");
        }
        return text;
    }

    /** A text that may have several lines. */
    public static String lines(JsonParser json, String field, int maxLength) throws IOException, SettingsException {
        require(json, JsonToken.VALUE_STRING, field + " must be a text");
        String text = json.getText();
        if (text.length() > maxLength) {
            throw SettingsJson.problem(
                    json, field + " has " + text.length() + " characters, at most " + maxLength + " are allowed");
        }
        requireShowable(json, field, text.replace('\n', ' '));
        return text;
    }

    private static void requireShowable(JsonParser json, String field, String text) throws SettingsException {
        String fault = Characters.fault(text);
        if (fault != null) {
            throw SettingsJson.problem(json, field + " has " + fault);
        }
    }

    public static long wholeNumber(JsonParser json, String field, long most) throws IOException, SettingsException {
        require(json, JsonToken.VALUE_NUMBER_INT, field + " must be a whole number");
        try {
            long value = json.getLongValue();
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (com.fasterxml.jackson.core.exc.InputCoercionException tooLarge) {
            // described below
        }
        throw SettingsJson.problem(json, field + " must be from 0 to " + most + ", was " + json.getText());
    }

    public static boolean flag(JsonParser json, String field) throws IOException, SettingsException {
        if (!json.currentToken().isBoolean()) {
            throw SettingsJson.problem(json, field + " must be true or false");
        }
        return json.getBooleanValue();
    }

    public static List<String> texts(JsonParser json, String field, int maxCount, int maxLength)
            throws IOException, SettingsException {
        require(json, JsonToken.START_ARRAY, field + " must be a list of texts");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json, field, maxLength));
        }
        if (texts.size() > maxCount) {
            throw SettingsJson.problem(json, field + " has " + texts.size() + " items, at most " + maxCount);
        }
        return texts;
    }

    public static SortedMap<String, String> textByName(JsonParser json, String field, int maxCount, int maxLength)
            throws IOException, SettingsException {
        require(json, JsonToken.START_OBJECT, field + " must be an object of texts");
        SortedMap<String, String> texts = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            requireShowable(json, "a name in " + field, name);
            json.nextToken();
            texts.put(name, text(json, field + "." + name, maxLength));
        }
        if (texts.size() > maxCount) {
            throw SettingsJson.problem(json, field + " has " + texts.size() + " entries, at most " + maxCount);
        }
        return texts;
    }

    public static SettingsException unknown(JsonParser json, String field, String known) {
        return SettingsJson.problem(json, "'" + field + "' is not a field; known are: " + known);
    }
}
