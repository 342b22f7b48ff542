package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message for one browser, so that the service in between cannot read it (RFC 8291: aes128gcm). */
final class PushEncryption {
    /** The largest message: a body of 4,096 bytes less header, padding and tag, as every service must accept it. */
    static final int MAX_BYTES = 3_993;

    static final int SALT_BYTES = 16;

    private static final int RECORD_SIZE = 4_096;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final byte[] ONE = {1};

    private PushEncryption() {}

    /**
     * The body of the request: salt, record size, the sender's public key, and the encrypted message.
     *
     * @param sender a key pair that is used once
     * @param salt {@value #SALT_BYTES} random bytes
     */
    static byte[] encrypt(byte[] message, PushSubscription browser, KeyPair sender, byte[] salt) {
        byte[] browserKey = browser.publicKey();
        byte[] senderKey = P256.bytes((ECPublicKey) sender.getPublic());
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(sender.getPrivate());
            agreement.doPhase(P256.publicKey(browserKey), true);
            byte[] shared = hmac(browser.secret(), agreement.generateSecret());
            byte[] input = hmac(shared, "WebPush: info\0".getBytes(US_ASCII), browserKey, senderKey, ONE);
            byte[] pseudorandom = hmac(salt, input);
            byte[] key = Arrays.copyOf(hmac(pseudorandom, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), ONE), 16);
            byte[] nonce = Arrays.copyOf(hmac(pseudorandom, "Content-Encoding: nonce\0".getBytes(US_ASCII), ONE), 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] padded = Arrays.copyOf(message, message.length + 1);
            padded[message.length] = LAST_RECORD;
            byte[] encrypted = cipher.doFinal(padded);
            return ByteBuffer.allocate(SALT_BYTES + 4 + 1 + senderKey.length + encrypted.length)
                    .put(salt)
                    .putInt(RECORD_SIZE)
                    .put((byte) senderKey.length)
                    .put(senderKey)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw P256.unsupported(impossible);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
