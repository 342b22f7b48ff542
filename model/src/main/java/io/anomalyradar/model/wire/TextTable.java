package io.anomalyradar.model.wire;

import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Recent texts, found by their bytes. The table has one slot per hash, so its size is bounded and the newest text of a
 * slot replaces the previous one: at most {@value #SLOTS} texts of at most {@value #MAX_LENGTH} characters. ASCII texts
 * only; others are decoded each time. Not thread-safe.
 */
final class TextTable {
    private static final int SLOTS = 1 << 12;
    private static final int MAX_LENGTH = 128;

    private @Nullable String @Nullable [] slots; // created with the first text

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
            slots = new String[SLOTS];
        }
        int slot = slot(bytes, offset, length);
        String known = slots[slot];
        if (known != null && isSame(known, bytes, offset, length)) {
            return known;
        }
        String text = Utf8.decode(bytes, offset, length);
        if (text.length() == length) { // ASCII: one byte per character
            slots[slot] = text;
        }
        return text;
    }

    private static int slot(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 16) & SLOTS - 1;
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
