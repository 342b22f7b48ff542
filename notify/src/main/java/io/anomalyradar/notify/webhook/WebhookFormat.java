package io.anomalyradar.notify.webhook;

import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpFormat;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.UnusableChannelException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The generic webhook: a JSON message with the header {@code Idempotency-Key}. With a secret it is signed as the
 * specification "Standard Webhooks" says: {@code webhook-signature} is {@code v1,} and the Base64 of the HMAC-SHA256
 * over {@code <webhook-id>.<webhook-timestamp>.<body>}. A secret that begins with {@code whsec_} is Base64.
 */
public final class WebhookFormat implements HttpFormat {
    private static final String BASE64 = "whsec_";

    @Override
    public Message of(Notification notification, ChannelSettings channel, long nowMillis)
            throws UnusableChannelException {
        String body = WebhookJson.encode(notification);
        String key = notification.idempotencyKey();
        Map<String, String> headers = new HashMap<>(Message.JSON);
        headers.put("Idempotency-Key", key);
        String secret = channel.text("secret");
        if (!secret.isEmpty()) {
            String seconds = Long.toString(nowMillis / 1_000);
            headers.put("webhook-id", key);
            headers.put("webhook-timestamp", seconds);
            headers.put("webhook-signature", "v1," + signature(bytes(secret, channel), key + "." + seconds, body));
        }
        return new Message(channel.target(channel.text("url"), "url"), headers, body);
    }

    /** The signature of {@code body}; {@code prefix} is id and time with a dot between them. */
    static String signature(byte[] secret, String prefix, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] signed = (prefix + "." + body).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String secret, ChannelSettings channel) throws UnusableChannelException {
        if (!secret.startsWith(BASE64)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(BASE64.length()));
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableChannelException(
                    channel.setting("secret") + " begins with " + BASE64 + ", but no Base64 follows");
        }
    }
}
