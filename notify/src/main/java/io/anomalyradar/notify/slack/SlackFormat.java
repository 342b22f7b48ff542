package io.anomalyradar.notify.slack;

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

/** An incoming webhook of Slack: a message in Block Kit, with a text for notifications and screen readers. */
public final class SlackFormat implements HttpFormat {
    private static final int MAX_HEADER = 150;
    private static final int MAX_TEXT = 2_900;

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        return new Message(
                channel.target(channel.text("url"), "url"),
                Message.JSON,
                JsonBody.of(json -> write(json, notification)));
    }

    private static void write(JsonGenerator json, Notification notification) throws IOException {
        String headline = symbol(notification) + " " + MessageText.headline(notification);
        json.writeStartObject();
        json.writeStringField("text", escaped(JsonBody.cut(headline, MAX_TEXT)));
        json.writeArrayFieldStart("blocks");
        json.writeStartObject();
        json.writeStringField("type", "header");
        json.writeObjectFieldStart("text");
        json.writeStringField("type", "plain_text");
        json.writeStringField("text", JsonBody.cut(headline, MAX_HEADER));
        json.writeEndObject();
        json.writeEndObject();
        section(json, escaped(MessageText.reason(notification)));
        StringBuilder facts = new StringBuilder();
        for (Map.Entry<String, String> fact : MessageText.facts(notification).entrySet()) {
            facts.append('*')
                    .append(fact.getKey())
                    .append("* ")
                    .append(escaped(fact.getValue()))
                    .append('\n');
        }
        section(json, facts.toString().strip());
        URI acknowledge = notification.acknowledge();
        section(
                json,
                "<" + notification.link() + "|Open in Anomaly Radar>"
                        + (acknowledge == null ? "" : " · <" + acknowledge + "|Acknowledge>"));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void section(JsonGenerator json, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "section");
        json.writeObjectFieldStart("text");
        json.writeStringField("type", "mrkdwn");
        json.writeStringField("text", JsonBody.cut(text, MAX_TEXT));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String symbol(Notification notification) {
        if (notification.transition() == NotifiedChange.ENDED) {
            return "✅";
        }
        return switch (notification.alert().severity()) {
            case CRITICAL -> "🔴";
            case HIGH -> "🟠";
            case MEDIUM -> "🟡";
            case LOW, INFO -> "🔵";
        };
    }

    /** The three characters that Slack's mrkdwn gives a meaning; with them a name could mention a whole channel. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
