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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules as JSON: {@code {"id": "hot", "name": "Overheating", "selector": {"metric": "temperature"}, "condition":
 * "anomaly.actual > 90.0", "severity": "high", "for": "5m", "keepFiring": "10m"}}.
 */
final class AlertRuleJson {
    private static final String FIELDS = "id, name, enabled, selector, condition, severity, for, keepFiring, notify";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1," + AlertRule.MAX_ID + "}");

    private static final JsonFactory JSON = new JsonFactory();

    private AlertRuleJson() {}

    static void write(JsonGenerator json, List<AlertRule> rules) throws IOException {
        json.writeStartArray();
        for (AlertRule rule : rules) {
            write(json, rule);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, AlertRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.id());
        json.writeStringField("name", rule.name());
        json.writeBooleanField("enabled", rule.enabled());
        json.writeFieldName("selector");
        SelectorJson.write(json, rule.selector());
        json.writeStringField("condition", rule.condition());
        AlertSeverity severity = rule.severity();
        if (severity != null) {
            json.writeStringField("severity", word(severity));
        }
        json.writeStringField("for", Durations.shown(Duration.ofMillis(rule.forMillis())));
        json.writeStringField("keepFiring", Durations.shown(Duration.ofMillis(rule.keepFiringMillis())));
        json.writeBooleanField("notify", rule.notifies());
        json.writeEndObject();
    }

    /** Each rule as JSON in one line, by its id. */
    static Map<String, String> byId(List<AlertRule> rules) {
        Map<String, String> texts = new TreeMap<>();
        for (AlertRule rule : rules) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                write(json, rule);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            texts.put(rule.id(), text.toString());
        }
        return texts;
    }

    static List<AlertRule> read(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "rules must be a list");
        List<AlertRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            AlertRule rule = rule(json);
            if (!ids.add(rule.id())) {
                throw SettingsJson.problem(json, "two rules have the id " + rule.id() + ": each needs its own");
            }
            rules.add(rule);
        }
        if (rules.size() > AlertRule.MAX_RULES) {
            throw SettingsJson.problem(json, "there are " + rules.size() + " rules, at most " + AlertRule.MAX_RULES);
        }
        return rules;
    }

    private static AlertRule rule(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "a rule must be an object");
        String id = "";
        String name = "";
        boolean enabled = true;
        Selector selector = Selector.ALL;
        String condition = "";
        @Nullable AlertSeverity severity = null;
        long holds = 0;
        long keepFiring = 0;
        boolean notifies = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = id(json);
                case "name" -> name = JsonFields.text(json, field, AlertRule.MAX_NAME);
                case "enabled" -> enabled = JsonFields.flag(json, field);
                case "selector" -> selector = SelectorJson.read(json);
                case "condition" ->
                    condition = JsonFields.text(json, field, AlertRule.MAX_CONDITION)
                            .strip();
                case "severity" -> severity = severity(json);
                case "for" -> holds = duration(json, field);
                case "keepFiring" -> keepFiring = duration(json, field);
                case "notify" -> notifies = JsonFields.flag(json, field);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        if (id.isEmpty()) {
            throw SettingsJson.problem(json, "a rule needs an id");
        }
        return new AlertRule(
                id, name.isBlank() ? id : name, enabled, selector, condition, severity, holds, keepFiring, notifies);
    }

    private static String id(JsonParser json) throws IOException, SettingsException {
        String id = JsonFields.text(json, "id", AlertRule.MAX_ID);
        if (!ID.matcher(id).matches()) {
            throw SettingsJson.problem(
                    json, "id '" + id + "' must have letters, digits, dots, underscores and hyphens only");
        }
        return id;
    }

    private static AlertSeverity severity(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "severity", 16);
        for (AlertSeverity severity : AlertSeverity.values()) {
            if (word(severity).equals(word)) {
                return severity;
            }
        }
        throw SettingsJson.problem(
                json,
                "severity '" + word + "' is not known; known are: "
                        + String.join(
                                ", ",
                                Arrays.stream(AlertSeverity.values())
                                        .map(AlertRuleJson::word)
                                        .toList()));
    }

    private static String word(AlertSeverity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static long duration(JsonParser json, String field) throws IOException, SettingsException {
        String text = JsonFields.text(json, field, 32);
        try {
            long millis = Durations.parse(text).toMillis();
            if (millis <= AlertRule.MAX_MILLIS) {
                return millis;
            }
        } catch (IllegalArgumentException malformed) {
            // described below
        }
        throw SettingsJson.problem(json, field + " is '" + text + "'; set a duration such as 30s or 5m, at most 7d");
    }
}
