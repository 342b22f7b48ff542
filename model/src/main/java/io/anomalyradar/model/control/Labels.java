package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Labels of rules, which their alerts carry, and the conditions on them in routes and silences. */
public final class Labels {
    static final int MOST = 20;
    private static final int MAX_VALUE = 256;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,63}");

    private Labels() {}

    /** Whether {@code labels} have, for each condition, a value that it matches. */
    public static boolean match(Map<String, Glob> conditions, Map<String, String> labels) {
        for (Map.Entry<String, Glob> condition : conditions.entrySet()) {
            String value = labels.get(condition.getKey());
            if (value == null || !condition.getValue().matches(value)) {
                return false;
            }
        }
        return true;
    }

    static SortedMap<String, String> read(JsonParser json) throws IOException, SettingsException {
        SortedMap<String, String> labels = JsonFields.textByName(json, "labels", MOST, MAX_VALUE);
        for (String name : labels.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw SettingsJson.problem(
                        json,
                        "label '" + name + "' must have letters, digits and underscores only, and no digit first");
            }
        }
        return labels;
    }

    static SortedMap<String, Glob> readConditions(JsonParser json) throws IOException, SettingsException {
        SortedMap<String, Glob> conditions = new TreeMap<>();
        for (Map.Entry<String, String> label : read(json).entrySet()) {
            if (label.getValue().isEmpty()) {
                throw SettingsJson.problem(json, "label " + label.getKey() + " is empty: name a value, or * for any");
            }
            conditions.put(label.getKey(), new Glob(label.getValue()));
        }
        return conditions;
    }

    /** Writes the field {@code labels} of the current object, if there are any. */
    static void write(JsonGenerator json, Map<String, ?> labels) throws IOException {
        if (labels.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, ?> label : labels.entrySet()) {
            Object value = label.getValue();
            json.writeStringField(label.getKey(), value instanceof Glob glob ? glob.pattern() : String.valueOf(value));
        }
        json.writeEndObject();
    }
}
