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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules as JSON: {@code {"id": "hot", "name": "Overheating", "selector": {"metric": "temperature"}, "condition":
 * "anomaly.actual > 90.0", "severity": "high", "for": "5m", "keepFiring": "10m"}}.
 */
public final class AlertRuleJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FIELDS =
            "id, name, enabled, selector, condition, severity, for, keepFiring, noData, notify, labels";

    private AlertRuleJson() {}

    /** A rule by itself, in one line. */
    public static String encode(AlertRule rule) {
        return String.valueOf(EntryJson.byId(List.of(rule), AlertRuleJson::write, AlertRule::id)
                .get(rule.id()));
    }

    /**
     * A rule by itself.
     *
     * @throws SettingsException if {@code text} is none, with line and column
     */
    public static AlertRule decode(String text) throws SettingsException {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            JsonFields.require(json, JsonToken.START_OBJECT, "a rule must be an object");
            return read(json);
        } catch (IOException malformed) {
            throw new SettingsException("it is not JSON: " + malformed.getMessage());
        }
    }

    static void write(JsonGenerator json, AlertRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.id());
        json.writeStringField("name", rule.name());
        json.writeBooleanField("enabled", rule.enabled());
        json.writeFieldName("selector");
        SelectorJson.write(json, rule.selector());
        json.writeStringField("condition", rule.condition());
        AlertSeverity severity = rule.severity();
        if (severity != null) {
            json.writeStringField("severity", EntryJson.word(severity));
        }
        json.writeStringField("for", Durations.shown(Duration.ofMillis(rule.forMillis())));
        json.writeStringField("keepFiring", Durations.shown(Duration.ofMillis(rule.keepFiringMillis())));
        if (rule.noDataMillis() > 0) {
            json.writeStringField("noData", Durations.shown(Duration.ofMillis(rule.noDataMillis())));
        }
        json.writeBooleanField("notify", rule.notifies());
        Labels.write(json, rule.labels());
        json.writeEndObject();
    }

    static AlertRule read(JsonParser json) throws IOException, SettingsException {
        String id = "";
        String name = "";
        boolean enabled = true;
        Selector selector = Selector.ALL;
        String condition = "";
        @Nullable AlertSeverity severity = null;
        long holds = 0;
        long keepFiring = 0;
        long noData = 0;
        boolean notifies = true;
        Map<String, String> labels = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "name" -> name = JsonFields.text(json, field, AlertRule.MAX_NAME);
                case "enabled" -> enabled = JsonFields.flag(json, field);
                case "selector" -> selector = SelectorJson.read(json);
                case "condition" ->
                    condition = JsonFields.text(json, field, AlertRule.MAX_CONDITION)
                            .strip();
                case "severity" -> severity = EntryJson.severity(json);
                case "for" -> holds = duration(json, field);
                case "keepFiring" -> keepFiring = duration(json, field);
                case "noData" -> noData = noData(json, field);
                case "notify" -> notifies = JsonFields.flag(json, field);
                case "labels" -> labels = Labels.read(json);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        return new AlertRule(
                id,
                name.isBlank() ? id : name,
                enabled,
                selector,
                condition,
                severity,
                holds,
                keepFiring,
                noData,
                notifies,
                labels);
    }

    private static long noData(JsonParser json, String field) throws IOException, SettingsException {
        long millis = duration(json, field);
        if (millis < AlertRule.LEAST_NO_DATA_MILLIS) {
            throw SettingsJson.problem(json, "noData must be at least 10s, and longer than devices usually pause");
        }
        return millis;
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
