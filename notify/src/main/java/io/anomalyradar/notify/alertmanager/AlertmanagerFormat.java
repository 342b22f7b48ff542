package io.anomalyradar.notify.alertmanager;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The API v2 of Prometheus Alertmanager, which identifies an alert by its labels. These therefore never change while an
 * alert fires: the severity is an annotation too. Alertmanager resolves by itself what it is not sent again; so an end
 * far ahead is given, which the end of the alert replaces.
 */
public final class AlertmanagerFormat implements HttpFormat {
    private static final Set<String> OWN = Set.of("alertname", "alert", "device", "metric", "source");
    private static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        String base = channel.text("url").replaceAll("/+$", "");
        return new Message(
                channel.target(base + "/api/v2/alerts", "url"),
                Message.JSON,
                JsonBody.of(json -> write(json, notification, nowMillis)));
    }

    private static void write(JsonGenerator json, Notification notification, long nowMillis) throws IOException {
        Alert alert = notification.alert();
        boolean ended = notification.transition() == NotifiedChange.ENDED;
        json.writeStartArray();
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : alert.labels().entrySet()) {
            if (!OWN.contains(label.getKey())) {
                json.writeStringField(label.getKey(), label.getValue());
            }
        }
        json.writeStringField("alertname", alert.rule());
        json.writeStringField("alert", alert.id());
        json.writeStringField("device", alert.device());
        if (!alert.anomaly().isOfDevice()) {
            json.writeStringField("metric", alert.anomaly().metric());
        }
        json.writeStringField("source", "anomaly-radar");
        json.writeEndObject();
        json.writeObjectFieldStart("annotations");
        json.writeStringField("summary", MessageText.headline(notification));
        json.writeStringField("description", MessageText.reason(notification));
        json.writeStringField("severity", MessageText.severity(alert));
        json.writeEndObject();
        json.writeStringField(
                "startsAt", Instant.ofEpochMilli(alert.createdMillis()).toString());
        json.writeStringField(
                "endsAt",
                Instant.ofEpochMilli(ended ? alert.changedMillis() : nowMillis + LONGEST.toMillis())
                        .toString());
        json.writeStringField("generatorURL", notification.link().toString());
        json.writeEndObject();
        json.writeEndArray();
    }
}
