package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.flag;

import io.anomalyradar.model.settings.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys of the telemetry of the machine we run on. */
final class HostSettings {
    private static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "host.telemetry.enabled",
            flag(),
            "true",
            "Whether this machine's own processor, memory, disk and network are watched, as a device with the host's name.");
    private static final ConfigKey<Duration> INTERVAL = ConfigKey.of(
            "host.telemetry.interval",
            duration(Duration.ofMillis(100)),
            "1s",
            "Time between two frames of this machine.");

    static final List<ConfigKey<?>> KEYS = List.of(ENABLED, INTERVAL);

    private HostSettings() {}

    static HostTelemetryConfig read(EffectiveConfig config) {
        return new HostTelemetryConfig(config.value(ENABLED), config.value(INTERVAL));
    }
}
