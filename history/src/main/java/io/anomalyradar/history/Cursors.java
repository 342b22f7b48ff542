package io.anomalyradar.history;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Cursors for stores: the key of a page's last item, so that the next page starts after it, whatever was inserted
 * meanwhile. The form is a letter for the list and the key's text, in base64url.
 */
public final class Cursors {
    private Cursors() {}

    /** The key in {@code cursor}, which list {@code list} gave; {@code first} when there is none. */
    public static String key(char list, PageRequest page, String first) {
        String cursor = page.cursor();
        if (cursor == null) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (!text.isEmpty() && text.charAt(0) == list) {
                return text.substring(1);
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(cursor, notBase64);
        }
        throw new InvalidCursorException(cursor);
    }

    /** The number in {@code key}, a part of the cursor of {@code page}. */
    public static long number(String key, PageRequest page) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException notNumber) {
            throw invalid(String.valueOf(page.cursor()), notNumber);
        }
    }

    /** A page of {@code found}, which holds one item more than requested when there is a next page. */
    public static <T> Page<T> page(char list, List<T> found, PageRequest page, Function<T, String> key) {
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, page.limit());
        byte[] text = (list + key.apply(items.get(items.size() - 1))).getBytes(StandardCharsets.UTF_8);
        return new Page<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(text));
    }

    private static InvalidCursorException invalid(String cursor, Exception cause) {
        InvalidCursorException invalid = new InvalidCursorException(cursor);
        invalid.initCause(cause);
        return invalid;
    }
}
