package io.anomalyradar.model.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identities that are the same after a replay: the first 128 bits of a SHA-256 digest, as 32 hexadecimal digits. Two
 * identities collide with a probability of 2⁻¹²⁸.
 */
public final class StableId {
    private static final int BYTES = 16;

    private StableId() {}

    /** A digest to be fed with what makes up the identity. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The identity of what {@code digest} was fed with. */
    public static String of(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
