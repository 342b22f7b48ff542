package io.anomalyradar.edge.reading;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A name made of others: {@code {line}-{machine}}. */
public record NamePattern(String text) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)\\}");

    /** The name, with these values; null: one of them is missing. */
    public @Nullable String with(Map<String, String> values) {
        Matcher names = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (names.find()) {
            String value = values.get(names.group(1));
            if (value == null) {
                return null;
            }
            filled.append(text, from, names.start()).append(value);
            from = names.end();
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** Whether the value called {@code name} is a part of it. */
    boolean has(String name) {
        return text.contains("{" + name + "}");
    }
}
