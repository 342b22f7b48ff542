package io.anomalyradar.edge.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic with names for its levels: {@code plant/{site}/{device}/{metric}}. A level is a text, {@code {name}}, {@code +}
 * for any level, or at the end {@code {name#}} or {@code #} for all levels that follow.
 */
public final class TopicTemplate {
    private final List<String> levels;
    private final String filter;

    private TopicTemplate(List<String> levels, String filter) {
        this.levels = levels;
        this.filter = filter;
    }

    /**
     * The template {@code text}.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static TopicTemplate of(String text) {
        List<String> levels = List.of(text.split("/", -1));
        List<String> filter = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean rest = level.equals("#") || (isName(level) && level.endsWith("#}"));
            if (rest && i < levels.size() - 1) {
                throw new IllegalArgumentException(level + " stands for all levels that follow: it must be the last");
            }
            if (isName(level)) {
                names.add(name(level));
            } else if (level.matches(".*[{}].*") || (level.length() > 1 && level.matches(".*[+#].*"))) {
                throw new IllegalArgumentException("the level '" + level + "' is neither a text nor a {name}");
            }
            filter.add(rest ? "#" : isName(level) ? "+" : level);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a name stands twice in " + text);
        }
        return new TopicTemplate(levels, String.join("/", filter));
    }

    private static boolean isName(String level) {
        return level.matches("\\{[A-Za-z][A-Za-z0-9-]*#?}");
    }

    private static String name(String level) {
        return level.substring(1, level.length() - (level.endsWith("#}") ? 2 : 1));
    }

    /** What to subscribe to. */
    public String filter() {
        return filter;
    }

    /** The levels of {@code topic} by their names; null if it does not match. */
    public @Nullable Map<String, String> match(String topic) {
        return match(List.of(topic.split("/", -1)));
    }

    /** The levels {@code given} by their names; null if they do not match. */
    public @Nullable Map<String, String> match(List<String> given) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return named;
            }
            if (i >= given.size()) {
                return null;
            }
            if (level.endsWith("#}")) {
                named.put(name(level), String.join("/", given.subList(i, given.size())));
                return named;
            }
            if (isName(level)) {
                named.put(name(level), given.get(i));
            } else if (!level.equals("+") && !level.equals(given.get(i))) {
                return null;
            }
        }
        return given.size() == levels.size() ? named : null;
    }

    /** Whether something below the levels {@code first} may match. */
    public boolean leadsBelow(List<String> first) {
        for (int i = 0; i < first.size(); i++) {
            String level = i < levels.size() ? levels.get(i) : "";
            if (level.endsWith("#") || level.endsWith("#}")) {
                return true;
            }
            if (!isName(level) && !level.equals("+") && !level.equals(first.get(i))) {
                return false;
            }
        }
        return first.size() < levels.size();
    }

    @Override
    public String toString() {
        return String.join("/", levels);
    }
}
