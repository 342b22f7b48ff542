package io.anomalyradar.notify.sms;

import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpFormat;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.JsonBody;
import io.anomalyradar.notify.MessageText;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.UnusableChannelException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A text message, by Twilio's API or one that is compatible with it. */
public final class SmsFormat implements HttpFormat {
    /** Of a text that is not in the alphabet of GSM, three parts: 3 x 67 characters. */
    private static final int MAX_TEXT = 201;

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        String account = channel.text("account");
        String base = channel.text("url").replaceAll("/+$", "");
        String link = " " + notification.link();
        String headline = MessageText.headline(notification);
        String text = link.length() > MAX_TEXT / 2
                ? JsonBody.cut(headline, MAX_TEXT)
                : JsonBody.cut(headline, MAX_TEXT - link.length()) + link;
        String form = "To=" + encoded(channel.text("to")) + "&From=" + encoded(channel.text("from")) + "&Body="
                + encoded(text);
        return new Message(
                channel.target(base + "/2010-04-01/Accounts/" + encoded(account) + "/Messages.json", "token"),
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        HttpSender.basic(account + ":" + channel.text("token"))),
                form);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
