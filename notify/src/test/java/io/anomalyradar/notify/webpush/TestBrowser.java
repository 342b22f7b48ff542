package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a browser does: it makes keys, and reads messages with them. */
final class TestBrowser {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = P256.generate();
    private final byte[] auth = new byte[16];
    private final byte[] point = P256.bytes((ECPublicKey) keys.getPublic());

    TestBrowser() {
        new SecureRandom().nextBytes(auth);
    }

    PushSubscription subscribedAt(URI endpoint) {
        return new PushSubscription(endpoint, BASE64.encodeToString(point), BASE64.encodeToString(auth));
    }

    /** The message in a request's body, as the receiving side of RFC 8291 and RFC 8188 describes it. */
    String read(byte[] body) {
        ByteBuffer header = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        header.get(salt);
        header.getInt();
        byte[] sender = new byte[header.get()];
        header.get(sender);
        byte[] content = new byte[header.remaining()];
        header.get(content);
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(keys.getPrivate());
            agreement.doPhase(P256.publicKey(sender), true);
            byte[] info = ByteBuffer.allocate(14 + 2 * 65)
                    .put("WebPush: info\0".getBytes(US_ASCII))
                    .put(point)
                    .put(sender)
                    .array();
            byte[] input = expand(hmac(auth, agreement.generateSecret()), info, 32);
            byte[] extracted = hmac(salt, input);
            byte[] key = expand(extracted, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
            byte[] nonce = expand(extracted, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            byte[] padded = cipher.doFinal(content);
            return new String(padded, 0, padded.length - 1, UTF_8);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError("a browser could not read the message", failed);
        }
    }

    private static byte[] expand(byte[] key, byte[] info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, Arrays.copyOf(info, info.length + 1), info.length), length);
    }

    /** HMAC of {@code input}, whose byte at {@code counter} is set to 1: one round of HKDF. */
    private static byte[] hmac(byte[] key, byte[] input, int counter) throws GeneralSecurityException {
        input[counter] = 1;
        return hmac(key, input);
    }

    private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input);
    }
}
