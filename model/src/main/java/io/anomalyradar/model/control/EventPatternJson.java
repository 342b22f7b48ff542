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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as JSON: {@code {"id": "brute-force", "within": "5m", "sequence": [{"name": "failures", "event": "login",
 * "where": "event.attributes.outcome == 'failure'", "times": 5}, {"name": "success", "event": "login", "where": …}]}}.
 */
final class EventPatternJson {
    private static final String FIELDS =
            "id, name, enabled, severity, key, within, skip, keepFiring, sequence, correlate, minimum, machine";
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
        StateMachine machine = pattern.machine();
        if (machine != null) {
            json.writeFieldName("machine");
            StateMachineJson.write(json, machine);
        } else if (pattern.isCorrelation()) {
            EntryJson.write(json, "correlate", pattern.stages(), PatternStageJson::write);
            json.writeNumberField("minimum", pattern.minimum());
        } else {
            EntryJson.write(json, "sequence", pattern.stages(), PatternStageJson::write);
        }
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
        List<PatternStage> streams = List.of();
        long minimum = 0;
        @Nullable StateMachine machine = null;
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
                case "sequence" -> stages = stages(json, field);
                case "correlate" -> streams = stages(json, field);
                case "minimum" -> minimum = JsonFields.wholeNumber(json, field, EventPattern.MAX_STAGES);
                case "machine" -> machine = StateMachineJson.read(json);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        int forms = (stages.isEmpty() ? 0 : 1) + (streams.isEmpty() ? 0 : 1) + (machine == null ? 0 : 1);
        if (forms != 1) {
            throw SettingsJson.problem(
                    json, "pattern " + id + ": it needs one of 'sequence', 'correlate' and 'machine', had " + forms);
        }
        if (minimum > streams.size()) {
            throw SettingsJson.problem(json, "pattern " + id + ": minimum is more than the inputs of 'correlate'");
        }
        EventPattern pattern = new EventPattern(
                id,
                name.isBlank() ? id : name,
                enabled,
                severity,
                key,
                within,
                skip,
                keepFiring,
                streams.isEmpty() ? stages : streams,
                minimum == 0 ? streams.size() : (int) minimum,
                machine);
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

    private static List<PatternStage> stages(JsonParser json, String field) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, field + " must be a list");
        List<PatternStage> stages = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "each stage of " + field + " must be an object");
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
        if (pattern.withinMillis() == 0) {
            throw SettingsJson.problem(json, of + "it needs 'within', such as 5m: how long a match may take");
        }
        if (!pattern.key().isEmpty() && reads(pattern).anyMatch(input -> input != PatternStage.Input.EVENT)) {
            throw SettingsJson.problem(
                    json, of + "with 'key' every input must be an event: anomalies and samples have no attributes");
        }
        if (pattern.machine() != null) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (PatternStage stage : stages) {
            if (!names.add(stage.name())) {
                throw SettingsJson.problem(json, of + "two stages have the name " + stage.name());
            }
        }
        if (pattern.isCorrelation()) {
            checkCorrelation(json, of, stages);
            return;
        }
        PatternStage first = stages.get(0);
        if (first.isNegation() || first.isOptional()) {
            throw SettingsJson.problem(json, of + "the first stage must occur: it is neither 'not' nor zero-or-more");
        }
        if (stages.get(stages.size() - 1).isOptional()) {
            throw SettingsJson.problem(json, of + "the last stage is zero-or-more, which is always true: leave it out");
        }
    }

    private static void checkCorrelation(JsonParser json, String of, List<PatternStage> stages)
            throws SettingsException {
        for (PatternStage stage : stages) {
            if (stage.follows() != PatternStage.Follows.FOLLOWED_BY || stage.most() == PatternStage.UNLIMITED) {
                throw SettingsJson.problem(
                        json,
                        of
                                + "the inputs of 'correlate' occur in any order: give no 'follows', and as 'times' a number");
            }
        }
    }

    private static Stream<PatternStage.Input> reads(EventPattern pattern) {
        StateMachine machine = pattern.machine();
        if (machine == null) {
            return pattern.stages().stream().map(PatternStage::input);
        }
        return Stream.concat(machine.begin().stream(), machine.states().stream().flatMap(state -> state.on().stream()))
                .map(StateMachine.Transition::input);
    }
}
