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

/** The policy of incidents as JSON: {@code {"alerts": 5, "within": "5m"}}. */
final class IncidentPolicyJson {
    private IncidentPolicyJson() {}

    static void write(JsonGenerator json, IncidentPolicy policy) throws IOException {
        json.writeStartObject();
        json.writeNumberField("alerts", policy.alerts());
        json.writeStringField("within", Durations.shown(Duration.ofMillis(policy.withinMillis())));
        json.writeEndObject();
    }

    static IncidentPolicy read(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "incidents must be an object");
        int alerts = IncidentPolicy.RELEASE.alerts();
        long within = IncidentPolicy.RELEASE.withinMillis();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "alerts" -> alerts = (int) JsonFields.wholeNumber(json, field, IncidentPolicy.MAX_ALERTS);
                case "within" ->
                    within = EntryJson.duration(
                            json, field, IncidentPolicy.LEAST_WITHIN_MILLIS, IncidentPolicy.MOST_WITHIN_MILLIS);
                default -> throw JsonFields.unknown(json, field, "alerts, within");
            }
        }
        if (alerts < 2) {
            throw SettingsJson.problem(json, "incidents.alerts must be 2 or more: one alert is no incident");
        }
        return new IncidentPolicy(alerts, within);
    }
}
