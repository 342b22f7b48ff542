package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Patterns to begin with; none is part of a configuration until somebody adds it. */
public final class ShippedPatterns {
    private ShippedPatterns() {}

    /** A configuration with nothing but these patterns, as JSON. */
    public static byte[] json() {
        try (InputStream file = ShippedPatterns.class.getResourceAsStream("shipped.json")) {
            if (file == null) {
                throw new IllegalStateException("shipped.json is missing from the class path");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static List<EventPattern> all() {
        try {
            return ConfigJson.read(json()).alerting().patterns();
        } catch (SettingsException invalid) {
            throw new IllegalStateException("a shipped pattern is invalid", invalid);
        }
    }
}
