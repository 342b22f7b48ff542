package io.anomalyradar.server.doors.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a record: a JSON pointer (RFC 6901), such as {@code /machine/id}. It begins at the reading, or with a
 * caret at the record as a whole: {@code ^/plant}.
 */
record Pointer(boolean fromRecord, List<String> steps) {

    /** Throws {@link IllegalArgumentException} when {@code text} is no pointer. */
    static Pointer of(String text) {
        boolean fromRecord = text.startsWith("^");
        String pointer = fromRecord ? text.substring(1) : text;
        if (pointer.isEmpty()) {
            return new Pointer(fromRecord, List.of());
        }
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no JSON pointer: it begins with a slash, as /machine/id");
        }
        return new Pointer(
                fromRecord,
                Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .toList());
    }

    /** What stands there: a map, a list, a text, a number or a boolean; null if nothing does. */
    @Nullable
    Object in(@Nullable Object reading, @Nullable Object whole) {
        Object at = fromRecord ? whole : reading;
        for (String step : steps) {
            if (at instanceof Map<?, ?> object) {
                at = object.get(step);
            } else if (at instanceof List<?> array) {
                at = element(array, step);
            } else {
                return null;
            }
        }
        return at;
    }

    private static @Nullable Object element(List<?> array, String step) {
        boolean index = !step.isEmpty() && step.length() <= 9 && step.chars().allMatch(c -> c >= '0' && c <= '9');
        int at = index ? Integer.parseInt(step) : -1;
        return index && at < array.size() ? array.get(at) : null;
    }
}
