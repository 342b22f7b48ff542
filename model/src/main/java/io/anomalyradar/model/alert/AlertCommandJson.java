package io.anomalyradar.model.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The JSON form of a command: schema AlertCommand of spec/openapi.yaml, the same in the topic and the API. */
public final class AlertCommandJson {
    private static final String FIELDS = "alert, device, area, action, by, text, untilMillis, subjects";
    private static final int MAX_AREA = AlertCommand.MAX_NAME + 16;
    private static final long MOST_MILLIS = 999_999_999_999_999L;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private AlertCommandJson() {}

    public static byte[] encode(AlertCommand command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("alert", command.alert());
            json.writeStringField("device", command.device());
            json.writeStringField("area", command.area());
            json.writeStringField("action", command.action().word());
            json.writeStringField("by", command.by());
            json.writeStringField("text", command.text());
            json.writeNumberField("untilMillis", command.untilMillis());
            if (!command.subjects().isEmpty()) {
                AlertJson.writeTexts(json, "subjects", command.subjects());
            }
            Alert lead = command.lead();
            if (lead != null) {
                json.writeFieldName("lead");
                AlertJson.write(json, lead);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The command in a record of radar.commands; otherwise as {@link #read(byte[], String)}. */
    public static AlertCommand read(byte[] bytes) throws SettingsException {
        return read(bytes, "");
    }

    /**
     * The command in {@code bytes}; absent fields are empty.
     *
     * @param person who gives it, whatever it says; empty: whoever it says
     * @throws SettingsException when it is not JSON, has an unknown field or a value that is not accepted, with the
     * place
     */
    public static AlertCommand read(byte[] bytes, String person) throws SettingsException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw SettingsJson.problem(json, "a command is a JSON object");
            }
            return command(json, person);
        } catch (JsonProcessingException malformed) {
            throw new SettingsException(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static AlertCommand command(JsonParser json, String person) throws IOException, SettingsException {
        Map<String, String> texts = new TreeMap<>();
        long until = 0;
        List<String> subjects = List.of();
        Alert lead = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "area" -> texts.put(field, JsonFields.text(json, field, MAX_AREA));
                case "alert", "device", "action", "by" ->
                    texts.put(field, JsonFields.text(json, field, AlertCommand.MAX_NAME));
                case "text" -> texts.put(field, JsonFields.lines(json, field, AlertCommand.MAX_TEXT));
                case "untilMillis" -> until = JsonFields.wholeNumber(json, field, MOST_MILLIS);
                case "subjects" ->
                    subjects = JsonFields.texts(json, field, AlertCommand.MAX_SUBJECTS, AlertCommand.MAX_NAME);
                case "lead" -> lead = AlertJson.read(json);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        String by = person.isEmpty() ? texts.getOrDefault("by", "").strip() : person;
        if (by.isEmpty()) {
            throw new SettingsException("'by' is missing: say who gives the command");
        }
        AlertAction action = action(texts.getOrDefault("action", ""));
        String text = texts.getOrDefault("text", "").strip();
        if (action == AlertAction.COMMENT && text.isEmpty()) {
            throw new SettingsException("'text' is missing: write the comment");
        }
        if ((action == AlertAction.MERGE || action == AlertAction.SPLIT) && subjects.isEmpty()) {
            throw new SettingsException(
                    "'subjects' is missing: name the incident to be merged, or the alerts to be split off");
        }
        return new AlertCommand(
                texts.getOrDefault("alert", ""),
                texts.getOrDefault("device", ""),
                action,
                by,
                text,
                until,
                texts.getOrDefault("area", ""),
                subjects,
                lead);
    }

    private static AlertAction action(String word) throws SettingsException {
        for (AlertAction action : AlertAction.values()) {
            if (action.word().equals(word.toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        String known =
                Arrays.stream(AlertAction.values()).map(AlertAction::word).collect(Collectors.joining(", "));
        throw new SettingsException("action '" + word + "' is not known; known are: " + known);
    }
}
