package io.anomalyradar.notify.webpush;

import java.net.URI;
import java.util.Base64;

/**
 * A browser that wants to be notified. Whoever knows it can have messages shown there, so it is never logged.
 *
 * @param endpoint where its vendor's service takes messages for it
 * @param p256dh the browser's public key, an uncompressed point of P-256 in base64url
 * @param auth the secret that browser and sender share, 16 bytes in base64url
 */
public record PushSubscription(URI endpoint, String p256dh, String auth) {
    private static final int AUTH_BYTES = 16;

    /** @throws IllegalArgumentException when it cannot be a browser's; the message says why */
    public PushSubscription {
        if (endpoint.getHost() == null || endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            throw new IllegalArgumentException("endpoint must be an address with a host");
        }
        P256.publicKey(bytes("keys.p256dh", p256dh));
        if (bytes("keys.auth", auth).length != AUTH_BYTES) {
            throw new IllegalArgumentException("keys.auth must be " + AUTH_BYTES + " bytes");
        }
    }

    byte[] publicKey() {
        return bytes("keys.p256dh", p256dh);
    }

    byte[] secret() {
        return bytes("keys.auth", auth);
    }

    private static byte[] bytes(String field, String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(field + " is not base64url");
        }
    }

    @Override
    public String toString() {
        return "PushSubscription[" + endpoint.getHost() + "]";
    }
}
