package io.anomalyradar.model.config;

import io.anomalyradar.model.settings.Durations;
import java.time.Duration;

/** Range checks whose messages name the key, the value and the remedy. */
final class Checks {
    private Checks() {}

    static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " must be at least " + least + ", was " + value);
        }
    }

    static void inRange(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be between " + least + " and " + most + ", was " + value);
        }
    }

    static void atLeast(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    key + " must be at least " + Durations.shown(least) + ", was " + Durations.shown(value));
        }
    }
}
