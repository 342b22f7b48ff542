package io.anomalyradar.edge.settings;

import io.anomalyradar.edge.buffer.BufferConfig;
import io.anomalyradar.model.config.KafkaConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway runs.
 *
 * @param http where frames go; null: into {@code kafka}
 * @param kafka where frames go; null: to {@code http}
 * @param ownTelemetry how often it sends readings of itself; zero: never
 * @param clockTolerance zero: clocks are not corrected
 * @param detection null: none
 */
public record EdgeConfig(
        String name,
        int statusPort,
        Duration ownTelemetry,
        @Nullable Http http,
        @Nullable KafkaConfig kafka,
        BufferConfig buffer,
        Duration clockTolerance,
        @Nullable Detection detection,
        Map<String, EdgeSection> sources) {
    public EdgeConfig {
        sources = Map.copyOf(sources);
    }

    /**
     * A server.
     *
     * @param key null: it wants none
     * @param authorities null: those of the JDK
     */
    public record Http(URI url, @Nullable String key, @Nullable Path authorities) {
        @Override
        public String toString() {
            return "Http[" + url + "]";
        }
    }

    /**
     * The detector in the gateway.
     *
     * @param webhook where local alarms are posted; null: nowhere
     * @param keepEvery of a normal series, one sample is sent in this time; zero: every sample is
     */
    public record Detection(int maxSeries, @Nullable URI webhook, Duration keepEvery) {}
}
