package io.anomalyradar.app.config;

import java.util.Locale;

/**
 * The declaration of one setting.
 *
 * @param name kebab-case, rooms separated by dots: {@code kafka.bootstrap-servers}
 * @param type how its text is read
 * @param defaultText what holds when nothing is said; empty: unset
 * @param doc one or two sentences for whoever sets it
 * @param visibility whether its value may be shown
 */
public record ConfigKey<T>(String name, ValueType<T> type, String defaultText, String doc, Visibility visibility) {

    /** Whether a value may be shown to whoever can read a console or a log. */
    public enum Visibility {
        SHOWN,
        SECRET
    }

    static <T> ConfigKey<T> of(String name, ValueType<T> type, String defaultText, String doc) {
        return new ConfigKey<>(name, type, defaultText, doc, Visibility.SHOWN);
    }

    static <T> ConfigKey<T> secret(String name, ValueType<T> type, String doc) {
        return new ConfigKey<>(name, type, "", doc, Visibility.SECRET);
    }

    /** The environment variable that overrides it: {@code data.dir} is {@code RADAR_DATA_DIR}. */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String key) {
        return "RADAR_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
