package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.hosts;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.origins;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys of the HTTP server. */
final class ServerSettings {
    private static final ConfigKey<String> BIND_ADDRESS = ConfigKey.of(
            "server.bind-address",
            text("a host name or address"),
            "127.0.0.1",
            "Address on which the server listens. 0.0.0.0 opens it to the network; then every request must log in.");
    static final ConfigKey<Integer> PORT =
            ConfigKey.of("server.port", integer(1, 65_535), "8080", "Port of the page and the API.");
    private static final ConfigKey<List<String>> CORS_ORIGINS = ConfigKey.of(
            "server.cors-origins",
            origins(),
            "",
            "Origins whose pages may call the API, such as https://ops.example.com. Unset: none.");
    private static final ConfigKey<List<String>> ALLOWED_HOSTS = ConfigKey.of(
            "server.allowed-hosts",
            hosts(),
            "",
            "Host names under which the server is reached, such as radar.example.com; others get 421. Loopback and the"
                    + " server's own address are always allowed; *: every name.");
    private static final ConfigKey<Integer> MAX_BODY_BYTES = ConfigKey.of(
            "server.max-body-bytes",
            integer(1_024, 1 << 30),
            "8388608",
            "Largest body of a request in bytes, after decompression as well; beyond it 413.");
    private static final ConfigKey<Integer> MAX_REQUESTS_PER_SECOND = ConfigKey.of(
            "server.max-requests-per-second",
            integer(0, Integer.MAX_VALUE),
            "0",
            "Requests a second of one client address, beyond it 429; 0: unlimited.");
    private static final ConfigKey<Integer> MAX_PENDING_FRAMES = ConfigKey.of(
            "server.max-pending-frames",
            integer(1, Integer.MAX_VALUE),
            "100000",
            "Frames that may wait for the broker's acknowledgement; beyond it 503.");
    private static final ConfigKey<Integer> MAX_SERIES = ConfigKey.of(
            "server.max-series",
            integer(1, Integer.MAX_VALUE),
            "100000",
            "Number of series whose newest values are kept in memory for the page: 300 bytes of heap each.");
    private static final ConfigKey<Duration> LIVE_THROTTLE = ConfigKey.of(
            "live.throttle",
            duration(Duration.ZERO),
            "100ms",
            "Least time between two updates to one WebSocket client.");

    static final List<ConfigKey<?>> KEYS = List.of(
            BIND_ADDRESS,
            PORT,
            CORS_ORIGINS,
            ALLOWED_HOSTS,
            MAX_BODY_BYTES,
            MAX_REQUESTS_PER_SECOND,
            MAX_PENDING_FRAMES,
            MAX_SERIES,
            LIVE_THROTTLE);

    private ServerSettings() {}

    static ServerConfig read(EffectiveConfig config) {
        return new ServerConfig(
                config.value(BIND_ADDRESS),
                config.value(PORT),
                config.value(CORS_ORIGINS),
                config.value(ALLOWED_HOSTS),
                config.value(MAX_BODY_BYTES),
                config.value(MAX_REQUESTS_PER_SECOND),
                config.value(MAX_PENDING_FRAMES),
                config.value(MAX_SERIES),
                config.value(LIVE_THROTTLE),
                DoorSettings.read(config));
    }
}
