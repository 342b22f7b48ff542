package io.anomalyradar.model.settings;

/** A document of settings that cannot be used; the message names the position, the key, the value and the remedy. */
public final class SettingsException extends Exception {
    public SettingsException(String message) {
        super(message);
    }
}
