package io.anomalyradar.model.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which readings are traced from their arrival to the notification, and where the spans go.
 *
 * @param endpoint of an OTLP receiver (HTTP, Protobuf), path included; null: nothing is traced
 * @param oneIn one record of telemetry in this many is traced, ≥ 1
 * @param slow a span that takes longer is kept, whatever the sampling says
 */
public record TracingConfig(@Nullable URI endpoint, int oneIn, Duration slow) {
    public static final TracingConfig OFF = new TracingConfig(null, 1_000, Duration.ofSeconds(5));

    public TracingConfig {
        Checks.atLeast("tracing.one-in", oneIn, 1);
        Checks.atLeast("tracing.slow", slow, Duration.ofMillis(1));
    }
}
