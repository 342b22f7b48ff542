package io.anomalyradar.edge.settings;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries below one name, each read as its key declares. Messages have the full name and the place. */
public final class EdgeSection {
    private final String name;
    private final Map<String, EdgeFile.Entry> entries;

    EdgeSection(String name, Map<String, EdgeFile.Entry> entries) {
        this.name = name;
        this.entries = new TreeMap<>(entries);
    }

    /** The part of the name behind the last dot. */
    public String name() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Refuses what is neither a key of {@code keys} nor below one of {@code open}.
     *
     * @param open names of sections with names that are free
     */
    public void requireOnly(KeyCatalog keys, List<String> open) {
        List<String> problems = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (keys.find(key) == null && open.stream().noneMatch(section -> key.startsWith(section + "."))) {
                problems.add(full(key) + " (" + entry.origin() + ") is not a setting; the nearest is "
                        + full(keys.nearest(key)));
            }
        });
        if (!problems.isEmpty()) {
            throw new EdgeSettingsException(problems);
        }
    }

    private String full(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    /** The value of {@code key}, which has a default or must be set. */
    public <T> T value(ConfigKey<T> key) {
        T value = optional(key);
        if (value == null) {
            throw new EdgeSettingsException(List.of(full(key.name()) + " is not set: " + key.doc() + " Set "
                    + key.type().accepts() + "."));
        }
        return value;
    }

    /** The value of {@code key}; null: neither set nor with a default. */
    public <T> @Nullable T optional(ConfigKey<T> key) {
        EdgeFile.Entry entry = entries.get(key.name());
        String text = entry == null || entry.text().isEmpty() ? key.defaultText() : entry.text();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return key.parse(text);
        } catch (IllegalArgumentException refused) {
            throw wrong(key.name(), "is not accepted: set " + key.type().accepts());
        }
    }

    /** The text in the file that {@code key} names; null: it is not set. */
    public @Nullable String fileText(ConfigKey<String> key) {
        String file = optional(key);
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw wrong(key.name(), "names a file that cannot be read: " + unreadable.getMessage());
        }
    }

    /** The entries below {@code section}, as their texts. */
    public Map<String, String> under(String section) {
        Map<String, String> below = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(section + ".")) {
                below.put(key.substring(section.length() + 1), entry.text());
            }
        });
        return below;
    }

    /** The entry {@code key} is wrong, because of {@code why}. The value is not repeated: it may be a secret. */
    public EdgeSettingsException wrong(String key, String why) {
        EdgeFile.Entry entry = entries.get(key);
        return new EdgeSettingsException(
                List.of(full(key) + (entry == null ? "" : " (" + entry.origin() + ")") + " " + why));
    }

    /** The sections below this one, by their names. */
    Map<String, EdgeSection> sections() {
        Map<String, Map<String, EdgeFile.Entry>> parts = new TreeMap<>();
        entries.forEach((key, entry) -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                throw wrong(key, "is a section: write its keys below it");
            }
            parts.computeIfAbsent(key.substring(0, dot), part -> new TreeMap<>())
                    .put(key.substring(dot + 1), entry);
        });
        Map<String, EdgeSection> sections = new TreeMap<>();
        parts.forEach((part, below) -> sections.put(part, new EdgeSection(full(part), below)));
        return sections;
    }
}
