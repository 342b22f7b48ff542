package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys of tracing and of the log. */
final class TracingSettings {
    private static final ConfigKey<URI> ENDPOINT = ConfigKey.of(
            "tracing.endpoint",
            url(),
            "",
            "An OTLP receiver (HTTP, Protobuf) that gets spans of receiving, scoring, storing and notifying, such as"
                    + " http://127.0.0.1:4318/v1/traces. Unset: nothing is traced.");
    private static final ConfigKey<Integer> ONE_IN = ConfigKey.of(
            "tracing.one-in",
            integer(1, 1_000_000_000),
            Integer.toString(TracingConfig.OFF.oneIn()),
            "One record of telemetry in this many is traced. Notifications always are.");
    private static final ConfigKey<Duration> SLOW = ConfigKey.of(
            "tracing.slow",
            duration(Duration.ofMillis(1)),
            "5s",
            "A span that takes longer is kept too, at most 100 of them a second.");

    static final ConfigKey<Boolean> JSON_LOG = ConfigKey.of(
            "log.json",
            flag(),
            "false",
            "Whether each line of data.dir/logs/radar.log is a JSON object, with the id of its trace, if any, under mdc.");

    static final List<ConfigKey<?>> KEYS = List.of(ENDPOINT, ONE_IN, SLOW, JSON_LOG);

    private TracingSettings() {}

    static TracingConfig read(EffectiveConfig config) {
        return new TracingConfig(config.optional(ENDPOINT), config.value(ONE_IN), config.value(SLOW));
    }
}
