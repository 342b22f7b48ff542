package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.util.Map;
import java.util.TreeMap;

/** The rules of a configuration that no single value shows. */
final class ConfigCheck {
    private static final String OF_DEVICES = "detector.multivariate.";

    private ConfigCheck() {}

    static void check(ConfigDocument document) throws SettingsException {
        int count = document.overrides().size();
        if (count > ConfigDocument.MAX_OVERRIDES) {
            throw new SettingsException("the document has " + count + " overrides, at most "
                    + ConfigDocument.MAX_OVERRIDES + " are allowed: select more series by one pattern");
        }
        requireConsistent("defaults", document.defaults());
        for (int i = 0; i < count; i++) {
            check("overrides[" + i + "]", document.overrides().get(i), document.defaults());
        }
    }

    private static void check(String place, SettingsOverride override, Map<String, Object> defaults)
            throws SettingsException {
        if (override.selector().namesMetrics()) {
            for (String key : override.settings().keySet()) {
                if (key.startsWith(OF_DEVICES)) {
                    throw new SettingsException(
                            place + ": " + key + " applies to a device as a whole: leave 'metric' out of the selector");
                }
            }
        }
        Map<String, Object> together = new TreeMap<>(defaults);
        together.putAll(override.settings());
        requireConsistent(place, together);
    }

    private static void requireConsistent(String place, Map<String, Object> values) throws SettingsException {
        try {
            ConfigDocument.detector(values);
            ConfigDocument.joint(values);
        } catch (IllegalArgumentException contradiction) {
            throw new SettingsException(place + ": " + contradiction.getMessage());
        }
    }
}
