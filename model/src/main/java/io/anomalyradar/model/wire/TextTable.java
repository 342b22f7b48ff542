package io.anomalyradar.model.wire;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Recent texts, found by their bytes. The table has one slot per hash, and the newest text of a slot replaces the
 * previous one. It grows while many are replaced, to at most {@value #MOST_SLOTS} texts of at most {@value #MAX_LENGTH}
 * characters. ASCII texts only; others are decoded each time. Not thread-safe.
 */
final class TextTable {
    private static final int FIRST_SLOTS = 1 << 12;
    private static final int MOST_SLOTS = 1 << 16;
    private static final int GROWTH = 4;
    private static final int MAX_LENGTH = 128;

    private @Nullable String @Nullable [] slots; // created with the first text
    private int replaced; // since the table has this size

    /**
     * The text in {@code length} bytes from {@code offset}.
     *
     * @throws CharacterCodingException if they are not UTF-8
     */
    String text(byte[] bytes, int offset, int length) throws CharacterCodingException {
        if (length == 0) {
            return "";
        }
        if (length > MAX_LENGTH) {
            return Utf8.decode(bytes, offset, length);
        }
        if (slots == null) {
            slots = new String[FIRST_SLOTS];
        }
        int slot = hash(bytes, offset, length) & slots.length - 1;
        String known = slots[slot];
        if (known != null && isSame(known, bytes, offset, length)) {
            return known;
        }
        String text = Utf8.decode(bytes, offset, length);
        if (text.length() == length) { // ASCII: one byte per character
            slots[slot] = text;
            if (known != null && ++replaced == slots.length && replaced < MOST_SLOTS) {
                slots = grown(slots);
                replaced = 0;
            }
        }
        return text;
    }

    private static @Nullable String[] grown(@Nullable String[] slots) {
        @Nullable String[] grown = new String[slots.length * GROWTH];
        for (String text : slots) {
            if (text != null) {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                grown[hash(bytes, 0, bytes.length) & grown.length - 1] = text;
            }
        }
        return grown;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }

    private static boolean isSame(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
