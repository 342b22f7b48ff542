package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Patterns as JSON: {@code {"id": "brute-force", "within": "5m", "sequence": [{"name": "failures", "event": "login",
 * "where": "event.attributes.outcome == 'failure'", "times": 5}, {"name": "success", "event": "login", "where": …}]}}.
 */
final class EventPatternJson {
    private static final String FIELDS = "id, name, enabled, severity, key, within, skip, keepFiring, sequence";
    private static final long DEFAULT_KEEP_FIRING = 300_000;

    private EventPatternJson() {}

    static void write(JsonGenerator json, EventPattern pattern) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", pattern.id());
        json.writeStringField("name", pattern.name());
        json.writeBooleanField("enabled", pattern.enabled());
        json.writeStringField("severity", EntryJson.word(pattern.severity()));
        if (!pattern.key().isEmpty()) {
            json.writeStringField("key", pattern.key());
        }
        json.writeStringField("within", Durations.shown(Duration.ofMillis(pattern.withinMillis())));
        json.writeStringField("skip", word(pattern.skip()));
        json.writeStringField("keepFiring", Durations.shown(Duration.ofMillis(pattern.keepFiringMillis())));
        EntryJson.write(json, "sequence", pattern.stages(), PatternStageJson::write);
        json.writeEndObject();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EventPattern read(JsonParser json) throws IOException, SettingsException {
        String id = "";
        String name = "";
        boolean enabled = true;
        AlertSeverity severity = AlertSeverity.HIGH;
        String key = "";
        long within = 0;
        EventPattern.Skip skip = EventPattern.Skip.PAST_LAST;
        long keepFiring = DEFAULT_KEEP_FIRING;
        List<PatternStage> stages = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "name" -> name = JsonFields.text(json, field, AlertRule.MAX_NAME);
                case "enabled" -> enabled = JsonFields.flag(json, field);
                case "severity" -> severity = EntryJson.severity(json);
                case "key" -> key = JsonFields.text(json, field, 128);
                case "within" -> within = EntryJson.duration(json, field, 1, EventPattern.MAX_WITHIN_MILLIS);
                case "skip" -> skip = skip(json);
                case "keepFiring" -> keepFiring = EntryJson.duration(json, field, 0, AlertRule.MAX_MILLIS);
                case "sequence" -> stages = stages(json);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        EventPattern pattern = new EventPattern(
                id, name.isBlank() ? id : name, enabled, severity, key, within, skip, keepFiring, stages);
        check(json, pattern);
        return pattern;
    }

    private static EventPattern.Skip skip(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "skip", 16);
        for (EventPattern.Skip skip : EventPattern.Skip.values()) {
            if (word(skip).equals(word)) {
                return skip;
            }
        }
        throw SettingsJson.problem(json, "skip must be past-last or to-next, was '" + word + "'");
    }

    private static List<PatternStage> stages(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "sequence must be a list");
        List<PatternStage> stages = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "each stage of sequence must be an object");
            stages.add(PatternStageJson.read(json, "s" + (stages.size() + 1)));
            if (stages.size() > EventPattern.MAX_STAGES) {
                throw SettingsJson.problem(json, "a pattern has at most " + EventPattern.MAX_STAGES + " stages");
            }
        }
        return stages;
    }

    private static void check(JsonParser json, EventPattern pattern) throws SettingsException {
        String of = "pattern " + pattern.id() + ": ";
        List<PatternStage> stages = pattern.stages();
        if (stages.isEmpty()) {
            throw SettingsJson.problem(json, of + "it needs a sequence of stages");
        }
        if (pattern.withinMillis() == 0) {
            throw SettingsJson.problem(json, of + "it needs 'within', such as 5m: how long a match may take");
        }
        Set<String> names = new HashSet<>();
        for (PatternStage stage : stages) {
            if (!names.add(stage.name())) {
                throw SettingsJson.problem(json, of + "two stages have the name " + stage.name());
            }
            if (!pattern.key().isEmpty() && stage.input() != PatternStage.Input.EVENT) {
                throw SettingsJson.problem(
                        json, of + "with 'key' every stage must be an event: anomalies and samples have no attributes");
            }
        }
        PatternStage first = stages.get(0);
        if (first.isNegation() || first.isOptional()) {
            throw SettingsJson.problem(json, of + "the first stage must occur: it is neither 'not' nor zero-or-more");
        }
        if (stages.get(stages.size() - 1).isOptional()) {
            throw SettingsJson.problem(json, of + "the last stage is zero-or-more, which is always true: leave it out");
        }
    }
}
