package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Detector settings for the series that a selector matches.
 *
 * @param settings typed values by key; at least one
 */
public record SettingsOverride(Selector selector, Map<String, Object> settings) {
    public SettingsOverride {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("an override must set at least one key");
        }
    }
}
