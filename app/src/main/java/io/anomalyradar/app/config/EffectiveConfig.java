package io.anomalyradar.app.config;

import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.RecordSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The effective setting of every key, in order of declaration, read as values on demand. */
public final class EffectiveConfig {
    private final Map<String, Setting> settings;

    /** @param settings by key, every declared key among them */
    EffectiveConfig(Map<String, Setting> settings) {
        this.settings = settings;
    }

    public Collection<Setting> settings() {
        return settings.values();
    }

    /** The value of a key that has a default. */
    <T> T value(ConfigKey<T> key) {
        Setting setting = setting(key);
        try {
            return key.parse(setting.text());
        } catch (IllegalArgumentException notAccepted) {
            throw new ConfigException(List.of(problem(setting)));
        }
    }

    /** The value of a key that may be unset: then null. */
    <T> @Nullable T optional(ConfigKey<T> key) {
        return setting(key).text().isEmpty() ? null : value(key);
    }

    /** The record under {@code prefix} with the values of {@code keys}. */
    <R extends Record> R record(String prefix, R defaults, List<ConfigKey<?>> keys) {
        Map<String, Object> values = new TreeMap<>();
        keys.forEach(key -> values.put(key.name(), value(key)));
        return RecordSettings.read(prefix, defaults, values);
    }

    /** The texts of all keys that start with {@code prefix}, by the rest of the key. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        settings.forEach((name, setting) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), setting.text());
            }
        });
        return found;
    }

    /** Reads every setting once. Throws {@link ConfigException} with all that are not accepted. */
    EffectiveConfig checked() {
        List<String> problems = new ArrayList<>();
        for (Setting setting : settings.values()) {
            try {
                optional(setting.key());
            } catch (ConfigException refused) {
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return this;
    }

    private Setting setting(ConfigKey<?> key) {
        Setting setting = settings.get(key.name());
        if (setting == null) {
            throw new IllegalStateException("not declared in ConfigKeys: " + key.name());
        }
        return setting;
    }

    private static String problem(Setting setting) {
        ConfigKey<?> key = setting.key();
        String remedy = key.defaultText().isEmpty() ? "" : ", or leave it out for " + key.defaultText();
        return key.name() + ": '" + setting.shown() + "' (from " + setting.source() + ") is not accepted; set "
                + key.type().accepts() + remedy;
    }
}
