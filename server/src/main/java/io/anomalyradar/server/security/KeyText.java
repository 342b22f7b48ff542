package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code radar_<id>_<secret>}. The id finds the key, the 256 random bits of the secret prove
 * it. Only a hash of the whole text is kept (ADR 27).
 */
final class KeyText {
    static final String PREFIX = "radar_";

    private static final Pattern FORM = Pattern.compile("radar_([a-z0-9]{10})_[A-Za-z0-9_-]{43}");
    private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    static String random() {
        StringBuilder text = new StringBuilder(PREFIX);
        RANDOM.ints(ID_LENGTH, 0, ID_CHARACTERS.length()).forEach(i -> text.append(ID_CHARACTERS.charAt(i)));
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return text.append('_')
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
                .toString();
    }

    /** The id in {@code text}; null: it has not the form of a key. */
    static @Nullable String id(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** SHA-256 of {@code text}, in hexadecimal digits. */
    static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Compares in a time that does not depend on where the two differ. */
    static boolean isEqual(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
