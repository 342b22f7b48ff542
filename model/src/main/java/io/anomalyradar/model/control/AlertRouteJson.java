package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Routes as JSON: {@code {"id": "hall-2", "selector": {"group": "hall-2"}, "severity": "high", "channels":
 * ["oncall"]}}.
 */
final class AlertRouteJson {
    private AlertRouteJson() {}

    static void write(JsonGenerator json, AlertRoute route) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", route.id());
        json.writeFieldName("selector");
        SelectorJson.write(json, route.selector());
        EntryJson.writeTexts(json, "rules", route.rules());
        json.writeStringField("severity", EntryJson.word(route.severity()));
        EntryJson.writeTexts(json, "channels", route.channels());
        json.writeStringField("escalation", route.escalation());
        json.writeBooleanField("continue", route.continues());
        Labels.write(json, route.labels());
        json.writeEndObject();
    }

    static AlertRoute read(JsonParser json) throws IOException, SettingsException {
        String id = "";
        Selector selector = Selector.ALL;
        List<String> rules = List.of();
        AlertSeverity severity = AlertSeverity.INFO;
        List<String> channels = List.of();
        String escalation = "";
        boolean continues = false;
        Map<String, Glob> labels = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "selector" -> selector = SelectorJson.read(json);
                case "rules" -> rules = JsonFields.texts(json, field, AlertRoute.MAX_REFERENCES, EntryJson.MAX_ID);
                case "severity" -> severity = EntryJson.severity(json);
                case "channels" ->
                    channels = JsonFields.texts(json, field, AlertRoute.MAX_REFERENCES, EntryJson.MAX_ID);
                case "escalation" -> escalation = JsonFields.text(json, field, EntryJson.MAX_ID);
                case "labels" -> labels = Labels.readConditions(json);
                case "continue" -> continues = JsonFields.flag(json, field);
                default ->
                    throw JsonFields.unknown(
                            json, field, "id, selector, rules, severity, channels, escalation, continue, labels");
            }
        }
        return new AlertRoute(id, selector, rules, severity, channels, escalation, continues, labels);
    }
}
