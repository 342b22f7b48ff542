package io.anomalyradar.server;

import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.TracingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything the server needs to start.
 *
 * @param access who may use the server
 * @param sinks with their secrets resolved
 * @param tracing which readings are traced
 * @param maxClockSkew how far a sample may be ahead of this machine's clock, as the pipeline compares it with the
 *     broker's
 * @param heartbeatDevices one for each subtask of detection
 * @param dataDirectory holds this server's id
 * @param version of this program, for people
 */
public record ServerSetup(
        ServerConfig server,
        AccessConfig access,
        KafkaConfig kafka,
        HistoryConfig history,
        NotifyConfig notifying,
        SinksConfig sinks,
        TracingConfig tracing,
        Duration maxClockSkew,
        List<String> heartbeatDevices,
        Path dataDirectory,
        String version) {
    public ServerSetup {
        heartbeatDevices = List.copyOf(heartbeatDevices);
    }
}
