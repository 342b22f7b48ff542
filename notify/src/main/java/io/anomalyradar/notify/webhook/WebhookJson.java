package io.anomalyradar.notify.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.notify.JsonBody;
import io.anomalyradar.notify.Notification;
import java.io.IOException;
import java.net.URI;

/** The JSON message of the webhook (schema Notification in spec/openapi.yaml). Stateless. */
final class WebhookJson {
    private WebhookJson() {}

    static String encode(Notification notification) {
        return JsonBody.of(json -> write(json, notification));
    }

    private static void write(JsonGenerator json, Notification notification) throws IOException {
        Alert alert = notification.alert();
        Anomaly anomaly = alert.anomaly();
        Anomaly.Peak peak = anomaly.peak();
        json.writeStartObject();
        json.writeStringField("id", alert.id());
        json.writeStringField("transition", notification.transition().word());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("title", alert.title());
        AlertJson.writeLabels(json, alert.labels());
        json.writeStringField("anomaly", anomaly.id());
        json.writeStringField("device", anomaly.device());
        json.writeStringField("metric", anomaly.metric());
        json.writeStringField("severity", alert.severity().name());
        json.writeStringField("kind", anomaly.kind());
        AnomalyJson.writePeak(json, peak);
        json.writeNumberField("startMillis", anomaly.startMillis());
        json.writeNumberField("peakMillis", peak.timestampMillis());
        Long end = anomaly.endMillis();
        if (end != null) {
            json.writeNumberField("endMillis", end);
        }
        json.writeStringField("explanation", anomaly.explanation());
        AnomalyJson.writeContributions(json, anomaly.contributions());
        Incident incident = notification.notice().incident();
        if (incident != null) {
            json.writeObjectFieldStart("incident");
            json.writeStringField("area", incident.area());
            json.writeNumberField("alerts", incident.counts().alerts());
            json.writeNumberField("openAlerts", incident.counts().open());
            json.writeNumberField("devices", incident.counts().devices());
            json.writeStringField("cause", incident.cause());
            json.writeEndObject();
        }
        json.writeStringField("probableCause", notification.cause());
        json.writeStringField("link", notification.link().toString());
        URI acknowledge = notification.acknowledge();
        json.writeStringField("acknowledge", acknowledge == null ? "" : acknowledge.toString());
        json.writeEndObject();
    }
}
