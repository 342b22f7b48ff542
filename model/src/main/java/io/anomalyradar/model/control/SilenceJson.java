package io.anomalyradar.model.control;

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
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of a silence: schema Silence of spec/openapi.yaml, the same in the topic and the API. */
public final class SilenceJson {
    private static final String FIELDS =
            "id, revision, selector, rules, labels, startsAtMillis, endsAtMillis, weekly, by, comment, endedBy";
    private static final long MOST_MILLIS = 999_999_999_999_999L;
    private static final int DAY = 3;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SilenceJson() {}

    public static byte[] encode(Silence silence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(384);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            writeFields(json, silence);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields into the object that is open. */
    public static void writeFields(JsonGenerator json, Silence silence) throws IOException {
        json.writeStringField("id", silence.id());
        json.writeNumberField("revision", silence.revision());
        json.writeFieldName("selector");
        SelectorJson.write(json, silence.selector());
        EntryJson.writeTexts(json, "rules", silence.rules());
        Labels.write(json, silence.labels());
        json.writeNumberField("startsAtMillis", silence.startsAtMillis());
        json.writeNumberField("endsAtMillis", silence.endsAtMillis());
        WeeklyWindow weekly = silence.weekly();
        if (weekly != null) {
            json.writeFieldName("weekly");
            writeWeekly(json, weekly);
        }
        json.writeStringField("by", silence.by());
        json.writeStringField("comment", silence.comment());
        if (silence.endedBy() != null) {
            json.writeStringField("endedBy", silence.endedBy());
        }
    }

    static void writeWeekly(JsonGenerator json, WeeklyWindow weekly) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("days");
        for (DayOfWeek day : weekly.days()) {
            json.writeString(word(day));
        }
        json.writeEndArray();
        json.writeStringField("from", weekly.from().toString());
        json.writeStringField("to", weekly.to().toString());
        json.writeStringField("zone", weekly.zone().getId());
        json.writeEndObject();
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, DAY).toLowerCase(Locale.ROOT);
    }

    /**
     * The silence in {@code bytes}; absent fields are empty or 0.
     *
     * @throws SettingsException when it is not JSON, has an unknown field or a value that is not accepted, with the
     *     place
     */
    public static Silence read(byte[] bytes) throws SettingsException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw SettingsJson.problem(json, "a silence is a JSON object");
            }
            Silence silence = silence(json);
            if (json.nextToken() != null) {
                throw SettingsJson.problem(json, "something follows the silence");
            }
            return silence;
        } catch (JsonProcessingException malformed) {
            throw new SettingsException(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Silence silence(JsonParser json) throws IOException, SettingsException {
        String id = "";
        long revision = 0;
        Selector selector = Selector.ALL;
        List<String> rules = List.of();
        Map<String, Glob> labels = Map.of();
        long starts = 0;
        long ends = 0;
        @Nullable WeeklyWindow weekly = null;
        String by = "";
        String comment = "";
        @Nullable String endedBy = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "revision" -> revision = JsonFields.wholeNumber(json, field, Integer.MAX_VALUE);
                case "selector" -> selector = SelectorJson.read(json);
                case "rules" -> rules = JsonFields.texts(json, field, AlertRoute.MAX_REFERENCES, EntryJson.MAX_ID);
                case "labels" -> labels = Labels.readConditions(json);
                case "startsAtMillis" -> starts = JsonFields.wholeNumber(json, field, MOST_MILLIS);
                case "endsAtMillis" -> ends = JsonFields.wholeNumber(json, field, MOST_MILLIS);
                case "weekly" -> weekly = weekly(json);
                case "by" -> by = JsonFields.text(json, field, Silence.MAX_NAME).strip();
                case "comment" ->
                    comment = JsonFields.lines(json, field, Silence.MAX_COMMENT).strip();
                case "endedBy" -> endedBy = JsonFields.text(json, field, Silence.MAX_NAME);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        return new Silence(id, (int) revision, selector, rules, labels, starts, ends, weekly, by, comment, endedBy);
    }

    static WeeklyWindow weekly(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "weekly must be an object");
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        @Nullable LocalTime from = null;
        @Nullable LocalTime to = null;
        @Nullable ZoneId zone = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "days" -> {
                    for (String day : JsonFields.texts(json, field, 7, DAY)) {
                        days.add(day(json, day));
                    }
                }
                case "from" -> from = time(json, field);
                case "to" -> to = time(json, field);
                case "zone" -> zone = zone(json);
                default -> throw JsonFields.unknown(json, field, "days, from, to, zone");
            }
        }
        if (from == null || to == null || zone == null || days.isEmpty()) {
            throw SettingsJson.problem(
                    json, "weekly needs days (such as [\"mon\", \"sun\"]), from, to (such as \"22:30\") and zone");
        }
        return new WeeklyWindow(days, from, to, zone);
    }

    private static DayOfWeek day(JsonParser json, String text) throws SettingsException {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word(day).equals(text)) {
                return day;
            }
        }
        throw SettingsJson.problem(json, "'" + text + "' is not a day; known are: mon, tue, wed, thu, fri, sat, sun");
    }

    private static LocalTime time(JsonParser json, String field) throws IOException, SettingsException {
        String text = JsonFields.text(json, field, 8);
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException malformed) {
            throw SettingsJson.problem(json, field + " is '" + text + "'; set a time such as 22:30");
        }
    }

    static ZoneId zone(JsonParser json) throws IOException, SettingsException {
        String text = JsonFields.text(json, "zone", 64);
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw SettingsJson.problem(json, "zone '" + text + "' is not known; set one such as Europe/Berlin or UTC");
        }
    }
}
