package io.anomalyradar.app.config;

import io.anomalyradar.model.settings.ConfigKey;

/**
 * The effective text of a key and its source.
 *
 * @param text empty: unset
 * @param source "default", the file, the environment variable or the command line
 */
public record Setting(ConfigKey<?> key, String text, String source) {
    static final String DEFAULT = "default";

    /** The text, or stars in its place when it is a secret. */
    public String shown() {
        boolean hidden = key.visibility() == ConfigKey.Visibility.SECRET && !text.isEmpty();
        return hidden ? "***" : text;
    }

    public boolean isDefault() {
        return source.equals(DEFAULT);
    }

    @Override
    public String toString() {
        return key.name() + "=" + shown() + " (" + source + ")";
    }
}
