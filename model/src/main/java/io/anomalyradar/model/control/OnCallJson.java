package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People and schedules as JSON: {@code {"id": "ann", "channels": ["ann-sms"]}} and {@code {"id": "ops", "zone":
 * "Europe/Berlin", "start": "2026-01-05T09:00", "turn": "7d", "people": ["ann", "bob"]}}.
 */
final class OnCallJson {
    private static final long HOUR = 3_600_000;
    private static final long YEAR = 366 * 24 * HOUR;

    private OnCallJson() {}

    static void writePerson(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id());
        json.writeStringField("name", person.name());
        EntryJson.writeTexts(json, "channels", person.channels());
        json.writeEndObject();
    }

    static Person readPerson(JsonParser json) throws IOException, SettingsException {
        String id = "";
        String name = "";
        List<String> channels = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "name" -> name = JsonFields.text(json, field, Person.MAX_NAME);
                case "channels" ->
                    channels = JsonFields.texts(json, field, NotifyChannel.MAX_CHANNELS, EntryJson.MAX_ID);
                default -> throw JsonFields.unknown(json, field, "id, name, channels");
            }
        }
        return new Person(id, name.isBlank() ? id : name, channels);
    }

    static void writeSchedule(JsonGenerator json, OnCallSchedule schedule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", schedule.id());
        json.writeStringField("zone", schedule.zone().getId());
        json.writeStringField("start", schedule.start().toString());
        json.writeStringField("turn", Durations.shown(schedule.turn()));
        EntryJson.writeTexts(json, "people", schedule.people());
        WeeklyWindow hours = schedule.hours();
        if (hours != null) {
            json.writeFieldName("hours");
            SilenceJson.writeWeekly(json, hours);
        }
        EntryJson.write(json, "overrides", schedule.overrides(), OnCallJson::writeOverride);
        json.writeEndObject();
    }

    private static void writeOverride(JsonGenerator json, OnCallSchedule.Substitution substitution) throws IOException {
        json.writeStartObject();
        json.writeStringField("person", substitution.person());
        json.writeStringField("from", substitution.from().toString());
        json.writeStringField("until", substitution.until().toString());
        json.writeEndObject();
    }

    static OnCallSchedule readSchedule(JsonParser json) throws IOException, SettingsException {
        String id = "";
        ZoneId zone = ZoneId.of("UTC");
        @Nullable LocalDateTime start = null;
        long turn = 7 * 24 * HOUR;
        List<String> people = List.of();
        @Nullable WeeklyWindow hours = null;
        List<OnCallSchedule.Substitution> overrides = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "zone" -> zone = SilenceJson.zone(json);
                case "start" -> start = local(json, field);
                case "turn" -> turn = EntryJson.duration(json, field, HOUR, YEAR);
                case "people" -> people = JsonFields.texts(json, field, OnCallSchedule.MAX_PEOPLE, EntryJson.MAX_ID);
                case "hours" -> hours = SilenceJson.weekly(json);
                case "overrides" -> overrides = overrides(json);
                default -> throw JsonFields.unknown(json, field, "id, zone, start, turn, people, hours, overrides");
            }
        }
        if (start == null || people.isEmpty()) {
            throw SettingsJson.problem(json, "a schedule needs a start (such as 2026-01-05T09:00) and people");
        }
        if (turn % HOUR != 0) {
            throw SettingsJson.problem(json, "turn must be a whole number of hours, such as 12h or 7d");
        }
        return new OnCallSchedule(id, zone, start, Duration.ofMillis(turn), people, hours, overrides);
    }

    private static List<OnCallSchedule.Substitution> overrides(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "overrides must be a list");
        List<OnCallSchedule.Substitution> overrides = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            overrides.add(substitution(json));
        }
        if (overrides.size() > OnCallSchedule.MAX_OVERRIDES) {
            throw SettingsJson.problem(
                    json, "a schedule has at most " + OnCallSchedule.MAX_OVERRIDES + " overrides: remove old ones");
        }
        return overrides;
    }

    private static OnCallSchedule.Substitution substitution(JsonParser json) throws IOException, SettingsException {
        String person = "";
        @Nullable LocalDateTime from = null;
        @Nullable LocalDateTime until = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "person" -> person = EntryJson.id(json, field);
                case "from" -> from = local(json, field);
                case "until" -> until = local(json, field);
                default -> throw JsonFields.unknown(json, field, "person, from, until");
            }
        }
        if (person.isEmpty() || from == null || until == null || !from.isBefore(until)) {
            throw SettingsJson.problem(json, "an override needs a person, from, and a later until");
        }
        return new OnCallSchedule.Substitution(person, from, until);
    }

    private static LocalDateTime local(JsonParser json, String field) throws IOException, SettingsException {
        String text = JsonFields.text(json, field, 32);
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException malformed) {
            throw SettingsJson.problem(json, field + " is '" + text + "'; set a local time such as 2026-01-05T09:00");
        }
    }
}
