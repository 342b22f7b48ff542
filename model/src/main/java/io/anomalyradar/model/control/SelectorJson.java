package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A selector as JSON:
 * {@code {"device": "pump-*", "metric": "temperature", "group": "hall-2", "attributes": {"site": "?1"}}}.
 */
final class SelectorJson {
    private static final int MAX_ATTRIBUTES = 32;
    private static final JsonFactory JSON = new JsonFactory();

    private SelectorJson() {}

    /** The selector as JSON in one line. */
    static String text(Selector selector) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, selector);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, Selector selector) throws IOException {
        json.writeStartObject();
        writeGlob(json, "device", selector.device());
        writeGlob(json, "metric", selector.metric());
        writeGlob(json, "group", selector.group());
        if (!selector.attributes().isEmpty()) {
            json.writeObjectFieldStart("attributes");
            for (Map.Entry<String, Glob> attribute : selector.attributes().entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue().pattern());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeGlob(JsonGenerator json, String field, Glob glob) throws IOException {
        if (!glob.equals(Glob.ANY)) {
            json.writeStringField(field, glob.pattern());
        }
    }

    static Selector read(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "a selector must be an object");
        Glob device = Glob.ANY;
        Glob metric = Glob.ANY;
        Glob group = Glob.ANY;
        Map<String, Glob> attributes = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "device" -> device = glob(json, field);
                case "metric" -> metric = glob(json, field);
                case "group" -> group = glob(json, field);
                case "attributes" -> readAttributes(json, attributes);
                default -> throw JsonFields.unknown(json, field, "device, metric, group, attributes");
            }
        }
        return new Selector(device, metric, group, attributes);
    }

    private static void readAttributes(JsonParser json, Map<String, Glob> into) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "attributes must be an object of patterns");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            into.put(name, glob(json, "attributes." + name));
        }
        if (into.size() > MAX_ATTRIBUTES) {
            throw SettingsJson.problem(json, "attributes has " + into.size() + " entries, at most " + MAX_ATTRIBUTES);
        }
    }

    private static Glob glob(JsonParser json, String field) throws IOException, SettingsException {
        String pattern = JsonFields.text(json, field, Glob.MAX_LENGTH);
        if (pattern.isEmpty()) {
            throw SettingsJson.problem(json, field + " must not be empty: leave it out to match all");
        }
        return new Glob(pattern);
    }
}
