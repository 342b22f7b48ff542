package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists of objects that have an id each, as a configuration has them. */
final class EntryJson {
    static final int MAX_ID = 64;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_ID + "}");
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads the object at which the parser stands. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser json) throws IOException, SettingsException;
    }

    /** Writes one object. */
    @FunctionalInterface
    interface Writer<T> {
        void write(JsonGenerator json, T entry) throws IOException;
    }

    private EntryJson() {}

    /**
     * Reads a list.
     *
     * @param what the list's entries are called, for messages
     */
    static <T> List<T> read(JsonParser json, String what, int most, Reader<T> reader, Function<T, String> id)
            throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, what + " must be a list");
        List<T> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "each of " + what + " must be an object");
            T entry = reader.read(json);
            if (id.apply(entry).isEmpty()) {
                throw SettingsJson.problem(json, "each of " + what + " needs an id");
            }
            if (!ids.add(id.apply(entry))) {
                throw SettingsJson.problem(
                        json, "two of " + what + " have the id " + id.apply(entry) + ": each needs its own");
            }
            entries.add(entry);
        }
        if (entries.size() > most) {
            throw SettingsJson.problem(json, "there are " + entries.size() + " " + what + ", at most " + most);
        }
        return entries;
    }

    static <T> void write(JsonGenerator json, String field, List<T> entries, Writer<T> writer) throws IOException {
        json.writeArrayFieldStart(field);
        for (T entry : entries) {
            writer.write(json, entry);
        }
        json.writeEndArray();
    }

    static void writeTexts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Each entry as JSON in one line, by its id. */
    static <T> Map<String, String> byId(List<T> entries, Writer<T> writer, Function<T, String> id) {
        Map<String, String> texts = new TreeMap<>();
        for (T entry : entries) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                writer.write(json, entry);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            texts.put(id.apply(entry), text.toString());
        }
        return texts;
    }

    static String id(JsonParser json, String field) throws IOException, SettingsException {
        String id = JsonFields.text(json, field, MAX_ID);
        if (!ID.matcher(id).matches()) {
            throw SettingsJson.problem(
                    json, field + " '" + id + "' must have letters, digits, dots, underscores and hyphens only");
        }
        return id;
    }

    /** A duration from {@code least} to {@code most} milliseconds. */
    static long duration(JsonParser json, String field, long least, long most) throws IOException, SettingsException {
        String text = JsonFields.text(json, field, 32);
        try {
            long millis = Durations.parse(text).toMillis();
            if (millis >= least && millis <= most) {
                return millis;
            }
        } catch (IllegalArgumentException malformed) {
            // described below
        }
        throw SettingsJson.problem(
                json,
                field + " is '" + text + "'; set a duration from " + Durations.shown(Duration.ofMillis(least)) + " to "
                        + Durations.shown(Duration.ofMillis(most)) + ", such as 5m");
    }

    static AlertSeverity severity(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "severity", 16);
        for (AlertSeverity severity : AlertSeverity.values()) {
            if (word(severity).equals(word)) {
                return severity;
            }
        }
        throw SettingsJson.problem(
                json,
                "severity '" + word + "' is not known; known are: "
                        + Arrays.stream(AlertSeverity.values())
                                .map(EntryJson::word)
                                .collect(Collectors.joining(", ")));
    }

    static String word(AlertSeverity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
