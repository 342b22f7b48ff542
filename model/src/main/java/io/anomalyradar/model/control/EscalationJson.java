package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Teams and escalations as JSON: {@code {"id": "night", "people": ["ann", "bob"]}} and {@code {"id": "ops", "levels":
 * [{"after": "10m", "channels": ["@second"]}], "repeat": 1}}.
 */
final class EscalationJson {
    private EscalationJson() {}

    static void writeTeam(JsonGenerator json, Team team) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", team.id());
        json.writeStringField("name", team.name());
        EntryJson.writeTexts(json, "people", team.people());
        json.writeEndObject();
    }

    static Team readTeam(JsonParser json) throws IOException, SettingsException {
        String id = "";
        String name = "";
        List<String> people = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "name" -> name = JsonFields.text(json, field, Person.MAX_NAME);
                case "people" -> people = JsonFields.texts(json, field, OnCallSchedule.MAX_PEOPLE, EntryJson.MAX_ID);
                default -> throw JsonFields.unknown(json, field, "id, name, people");
            }
        }
        if (people.isEmpty()) {
            throw SettingsJson.problem(json, "a team needs people");
        }
        return new Team(id, name.isBlank() ? id : name, people);
    }

    static void write(JsonGenerator json, Escalation escalation) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", escalation.id());
        EntryJson.write(json, "levels", escalation.levels(), EscalationJson::writeLevel);
        json.writeNumberField("repeat", escalation.repeat());
        json.writeEndObject();
    }

    private static void writeLevel(JsonGenerator json, Escalation.Level level) throws IOException {
        json.writeStartObject();
        json.writeStringField("after", Durations.shown(Duration.ofMillis(level.afterMillis())));
        EntryJson.writeTexts(json, "channels", level.channels());
        json.writeEndObject();
    }

    static Escalation read(JsonParser json) throws IOException, SettingsException {
        String id = "";
        List<Escalation.Level> levels = List.of();
        int repeat = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "levels" -> levels = levels(json);
                case "repeat" -> repeat = (int) JsonFields.wholeNumber(json, field, Escalation.MAX_REPEAT);
                default -> throw JsonFields.unknown(json, field, "id, levels, repeat");
            }
        }
        if (levels.isEmpty() || levels.size() > Escalation.MAX_LEVELS) {
            throw SettingsJson.problem(json, "an escalation has 1 to " + Escalation.MAX_LEVELS + " levels");
        }
        return new Escalation(id, levels, repeat);
    }

    private static List<Escalation.Level> levels(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "levels must be a list");
        List<Escalation.Level> levels = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "each of levels must be an object");
            levels.add(level(json));
        }
        return levels;
    }

    private static Escalation.Level level(JsonParser json) throws IOException, SettingsException {
        long after = 0;
        List<String> channels = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "after" ->
                    after = EntryJson.duration(
                            json, field, Escalation.LEAST_AFTER_MILLIS, Escalation.MOST_AFTER_MILLIS);
                case "channels" ->
                    channels = JsonFields.texts(json, field, AlertRoute.MAX_REFERENCES, EntryJson.MAX_ID);
                default -> throw JsonFields.unknown(json, field, "after, channels");
            }
        }
        if (after == 0 || channels.isEmpty()) {
            throw SettingsJson.problem(json, "a level needs after (such as 10m) and channels");
        }
        return new Escalation.Level(after, channels);
    }
}
