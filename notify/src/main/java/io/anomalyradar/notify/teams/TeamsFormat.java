package io.anomalyradar.notify.teams;

import com.fasterxml.jackson.core.JsonGenerator;
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

/** A workflow webhook of Microsoft Teams: a message with one Adaptive Card. */
public final class TeamsFormat implements HttpFormat {
    private static final int MAX_TEXT = 4_000;

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        return new Message(
                channel.target(channel.text("url"), "url"),
                Message.JSON,
                JsonBody.of(json -> write(json, notification)));
    }

    private static void write(JsonGenerator json, Notification notification) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "message");
        json.writeArrayFieldStart("attachments");
        json.writeStartObject();
        json.writeStringField("contentType", "application/vnd.microsoft.card.adaptive");
        json.writeObjectFieldStart("content");
        json.writeStringField("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.writeStringField("type", "AdaptiveCard");
        json.writeStringField("version", "1.4");
        json.writeArrayFieldStart("body");
        json.writeStartObject();
        json.writeStringField("type", "TextBlock");
        json.writeStringField("size", "Medium");
        json.writeStringField("weight", "Bolder");
        json.writeStringField("color", color(notification));
        json.writeBooleanField("wrap", true);
        json.writeStringField("text", plain(MessageText.headline(notification)));
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("type", "TextBlock");
        json.writeBooleanField("wrap", true);
        json.writeStringField("text", plain(MessageText.reason(notification)));
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("type", "FactSet");
        json.writeArrayFieldStart("facts");
        for (Map.Entry<String, String> fact : MessageText.facts(notification).entrySet()) {
            json.writeStartObject();
            json.writeStringField("title", fact.getKey());
            json.writeStringField("value", plain(fact.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("actions");
        action(json, "Open in Anomaly Radar", notification.link());
        URI acknowledge = notification.acknowledge();
        if (acknowledge != null) {
            action(json, "Acknowledge", acknowledge);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String color(Notification notification) {
        if (notification.transition() == NotifiedChange.ENDED) {
            return "Good";
        }
        return switch (notification.alert().severity()) {
            case CRITICAL, HIGH -> "Attention";
            case MEDIUM -> "Warning";
            case LOW, INFO -> "Accent";
        };
    }

    /** Names may hold characters that Markdown gives a meaning, such as a link. */
    private static String plain(String text) {
        return JsonBody.cut(text, MAX_TEXT).replaceAll("([\\\\`*_\\[\\]()#!|<>~])", "\\\\$1");
    }

    private static void action(JsonGenerator json, String title, URI url) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Action.OpenUrl");
        json.writeStringField("title", title);
        json.writeStringField("url", url.toString());
        json.writeEndObject();
    }
}
