package io.anomalyradar.model.settings;

import java.util.Locale;

/**
 * The declaration of one setting.
 *
 * @param name kebab-case, groups separated by dots: {@code kafka.bootstrap-servers}
 * @param type how its text is parsed
 * @param defaultText the value if none is configured; empty: unset
 * @param doc one or two sentences for the person who sets it
 * @param visibility whether its value may be shown
 */
public record ConfigKey<T>(String name, ValueType<T> type, String defaultText, String doc, Visibility visibility) {

    /** Whether a value may appear on a console or in a log. */
    public enum Visibility {
        SHOWN,
        SECRET
    }

    public static <T> ConfigKey<T> of(String name, ValueType<T> type, String defaultText, String doc) {
        return new ConfigKey<>(name, type, defaultText, doc, Visibility.SHOWN);
    }

    public static <T> ConfigKey<T> secret(String name, ValueType<T> type, String doc) {
        return new ConfigKey<>(name, type, "", doc, Visibility.SECRET);
    }

    /**
     * The value of {@code text}.
     *
     * @throws IllegalArgumentException when the text is not accepted
     */
    public T parse(String text) {
        return type.reader().apply(text);
    }

    /** The text of {@code value}, which {@link #parse} reads back. */
    @SuppressWarnings("unchecked") // a value of this key
    public String text(Object value) {
        return type.writer().apply((T) value);
    }

    /** The environment variable that overrides it: {@code data.dir} is {@code RADAR_DATA_DIR}. */
    public String environmentName() {
        return environmentName(name);
    }

    public static String environmentName(String key) {
        return "RADAR_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
