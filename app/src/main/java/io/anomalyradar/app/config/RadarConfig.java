package io.anomalyradar.app.config;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.model.settings.DetectorSettings;
import io.anomalyradar.model.settings.JointSettings;
import io.anomalyradar.model.settings.PipelineSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration as values.
 *
 * @param dataDir absolute; everything that is written lies in it
 * @param startsBroker whether the broker at {@code kafka} is our own, to be started
 * @param flink the existing cluster that runs the job; null: our own does
 * @param jsonLog whether lines of the log are JSON
 * @param internalPorts of the loopback address, on which the embedded broker and cluster talk to themselves
 */
public record RadarConfig(
        Path dataDir,
        ServerConfig server,
        AccessConfig access,
        boolean startsBroker,
        @Nullable FlinkConfig flink,
        InternalPorts internalPorts,
        KafkaConfig kafka,
        PipelineConfig pipeline,
        DetectorConfig detector,
        JointConfig joint,
        HistoryConfig history,
        NotifyConfig notifying,
        SinksConfig sinks,
        TracingConfig tracing,
        boolean jsonLog,
        SqlConfig sql,
        HostTelemetryConfig host,
        DemoConfig demo) {

    /** Throws {@link ConfigException} when settings contradict each other. */
    public static RadarConfig of(EffectiveConfig config) {
        try {
            ServerConfig server = ServerSettings.read(config);
            Path dataDir =
                    Path.of(config.value(ConfigKeys.DATA_DIR)).toAbsolutePath().normalize();
            AccessConfig access = AccessSettings.read(config);
            return new RadarConfig(
                    dataDir,
                    server,
                    access,
                    KafkaSettings.startsBroker(config),
                    FlinkSettings.read(config),
                    new InternalPorts(
                            config.value(KafkaSettings.CONTROLLER_PORT), config.value(FlinkSettings.FILES_PORT)),
                    KafkaSettings.read(config),
                    config.record("pipeline", PipelineConfig.DEFAULT, PipelineSettings.KEYS),
                    config.record("detector", DetectorConfig.DEFAULT, DetectorSettings.KEYS),
                    config.record("detector.multivariate", JointConfig.DEFAULT, JointSettings.KEYS),
                    HistorySettings.read(config),
                    AlertSettings.read(config, page(server, access), dataDir),
                    SinkSettings.read(config),
                    TracingSettings.read(config),
                    config.value(TracingSettings.JSON_LOG),
                    SqlSettings.read(config),
                    HostSettings.read(config),
                    DemoSettings.read(config));
        } catch (IllegalArgumentException contradiction) {
            throw new ConfigException(List.of(contradiction.getMessage() + "; change one of the two"));
        }
    }

    /** Where the page is reached from this machine. */
    public URI page() {
        return page(server, access);
    }

    private static URI page(ServerConfig server, AccessConfig access) {
        String address = server.bindAddress();
        boolean everywhere = address.equals("0.0.0.0") || address.equals("::");
        String host = everywhere ? "127.0.0.1" : address.contains(":") ? "[" + address + "]" : address;
        return URI.create((access.tls() == null ? "http://" : "https://") + host + ":" + server.port() + "/");
    }
}
