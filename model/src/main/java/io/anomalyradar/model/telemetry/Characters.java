package io.anomalyradar.model.telemetry;

import org.jspecify.annotations.Nullable;

/** Checks for forbidden characters in names. Stateless. */
public final class Characters {
    private static final char REPLACEMENT = '\uFFFD';

    private Characters() {}

    /** A description of the first forbidden character in {@code name}; null if there is none. */
    public static @Nullable String fault(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            if (Character.isISOControl(c)) {
                return "a control character at index " + i;
            }
            if (isUnpaired(name, i)) {
                return "an unpaired surrogate at index " + i;
            }
            if (reorders(c)) {
                return "a character at index " + i + " that changes the order of text or breaks the line (U+"
                        + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT) + ")";
            }
        }
        return null;
    }

    /** Whether {@code text} cannot be written in UTF-8. */
    public static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnpaired(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** {@code name} with a replacement for each forbidden character. */
    public static String printable(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean bad = Character.isISOControl(c) || reorders(c) || isUnpaired(name, i);
            shown.append(bad ? REPLACEMENT : c);
        }
        return shown.toString();
    }

    private static boolean isUnpaired(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** Bidirectional controls (Unicode UAX 9), with which a name can look like another, and line separators. */
    private static boolean reorders(char c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
