package io.anomalyradar.server.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.notify.webpush.PushSubscription;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A browser that is notified through a channel.
 *
 * @param channel id of the channel
 * @param by who switched it on; empty: not known
 * @param browser what the browser called itself
 * @param target never shown: it is the right to show messages there
 */
record BrowserSubscription(String channel, String by, String browser, long createdMillis, PushSubscription target) {
    private static final int ID_BYTES = 16;

    /** 32 hexadecimal digits, the same whenever this browser subscribes to the channel. */
    String id() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((channel + "\n" + target.endpoint()).getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
