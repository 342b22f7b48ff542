package io.anomalyradar.notify.opsgenie;

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
import java.net.URI;
import java.util.Map;

/**
 * The Alert API of Opsgenie, or of what takes it. The alert's id is the alias there: a further message of an open alert
 * counts up and opens nothing, and the end closes it by its alias.
 */
public final class OpsgenieFormat implements HttpFormat {
    private static final int MAX_MESSAGE = 130;
    private static final int MAX_DESCRIPTION = 15_000;
    private static final int MAX_ENTITY = 512;
    private static final String SOURCE = "Anomaly Radar";

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        String alerts = channel.text("url").replaceAll("/+$", "") + "/v2/alerts";
        boolean ended = notification.transition() == NotifiedChange.ENDED;
        // Ids are hexadecimal, and those of digests are not closed.
        String url = ended ? alerts + "/" + notification.alert().id() + "/close?identifierType=alias" : alerts;
        return new Message(
                channel.target(url, "key"),
                Map.of("Content-Type", "application/json", "Authorization", "GenieKey " + channel.text("key")),
                JsonBody.of(json -> {
                    if (ended) {
                        writeEnd(json, notification);
                    } else {
                        write(json, notification);
                    }
                }));
    }

    private static void writeEnd(JsonGenerator json, Notification notification) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", SOURCE);
        json.writeStringField("note", MessageText.headline(notification));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Notification notification) throws IOException {
        Alert alert = notification.alert();
        json.writeStartObject();
        json.writeStringField("message", JsonBody.cut(MessageText.headline(notification), MAX_MESSAGE));
        json.writeStringField("alias", alert.id());
        json.writeStringField("description", JsonBody.cut(description(notification), MAX_DESCRIPTION));
        json.writeStringField("entity", JsonBody.cut(alert.device(), MAX_ENTITY));
        json.writeStringField("source", SOURCE);
        json.writeStringField("priority", priority(alert));
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, String> fact : MessageText.facts(notification).entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeStringField("Link", notification.link().toString());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String description(Notification notification) {
        URI acknowledge = notification.acknowledge();
        return MessageText.reason(notification) + "\n" + notification.link()
                + (acknowledge == null ? "" : "\nAcknowledge: " + acknowledge);
    }

    private static String priority(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL -> "P1";
            case HIGH -> "P2";
            case MEDIUM -> "P3";
            case LOW -> "P4";
            case INFO -> "P5";
        };
    }
}
