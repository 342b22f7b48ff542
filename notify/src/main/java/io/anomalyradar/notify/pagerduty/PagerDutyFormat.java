package io.anomalyradar.notify.pagerduty;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpFormat;
import io.anomalyradar.notify.JsonBody;
import io.anomalyradar.notify.MessageText;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.UnusableChannelException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * PagerDuty's Events API v2. The alert's id is the deduplication key, so that all notifications of an alert concern one
 * incident there, and a repeated one changes nothing.
 */
public final class PagerDutyFormat implements HttpFormat {
    private static final int MAX_SUMMARY = 1_024;

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        String key = channel.text("key");
        return new Message(
                channel.target(channel.text("url"), "key"),
                Message.JSON,
                JsonBody.of(json -> write(json, notification, key)));
    }

    private static void write(JsonGenerator json, Notification notification, String key) throws IOException {
        Alert alert = notification.alert();
        boolean ended = notification.transition() == NotifiedChange.ENDED;
        json.writeStartObject();
        json.writeStringField("routing_key", key);
        json.writeStringField("event_action", ended ? "resolve" : "trigger");
        json.writeStringField("dedup_key", alert.id());
        if (!ended) {
            json.writeStringField("client", "Anomaly Radar");
            json.writeStringField("client_url", notification.link().toString());
            json.writeArrayFieldStart("links");
            json.writeStartObject();
            json.writeStringField("href", notification.link().toString());
            json.writeStringField("text", "Open in Anomaly Radar");
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectFieldStart("payload");
            json.writeStringField("summary", JsonBody.cut(summary(notification), MAX_SUMMARY));
            json.writeStringField("source", alert.device());
            json.writeStringField("severity", severity(alert));
            json.writeStringField(
                    "timestamp", Instant.ofEpochMilli(alert.createdMillis()).toString());
            json.writeStringField("component", alert.anomaly().metric());
            json.writeStringField("class", alert.anomaly().kind());
            json.writeObjectFieldStart("custom_details");
            for (Map.Entry<String, String> fact :
                    MessageText.facts(notification).entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String summary(Notification notification) {
        return notification.alert().title() + ": " + MessageText.reason(notification);
    }

    private static String severity(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL -> "critical";
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "info";
        };
    }
}
