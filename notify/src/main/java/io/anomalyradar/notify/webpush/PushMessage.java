package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.notify.JsonBody;
import io.anomalyradar.notify.MessageText;
import io.anomalyradar.notify.Notification;
import java.net.URI;

/** What the service worker of the page shows: JSON, see ui/public/sw.js. */
final class PushMessage {
    private static final int MAX_TITLE = 160;
    private static final int MAX_BODY = 400;
    /** Longer addresses, of very long names, lead to the inbox instead. */
    private static final int MAX_ADDRESS = 700;

    private PushMessage() {}

    static byte[] of(Notification notification) {
        String json = JsonBody.of(body -> {
            body.writeStartObject();
            body.writeStringField("key", notification.idempotencyKey());
            body.writeStringField("subject", notification.notice().subject());
            body.writeStringField("change", notification.transition().word());
            body.writeStringField("severity", MessageText.severity(notification.alert()));
            body.writeStringField("title", JsonBody.cut(MessageText.headline(notification), MAX_TITLE));
            body.writeStringField("text", JsonBody.cut(MessageText.reason(notification), MAX_BODY));
            body.writeStringField("link", address(notification.link()));
            URI acknowledge = notification.acknowledge();
            body.writeStringField("acknowledge", acknowledge == null ? "" : address(acknowledge));
            body.writeEndObject();
        });
        return json.getBytes(UTF_8);
    }

    private static String address(URI uri) {
        String text = uri.toString();
        return text.length() > MAX_ADDRESS ? "" : text;
    }
}
