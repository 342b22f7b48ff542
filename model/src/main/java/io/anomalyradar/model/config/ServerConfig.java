package io.anomalyradar.model.config;

import java.time.Duration;
import java.util.List;

/**
 * The HTTP server: its address and its bounds.
 *
 * @param bindAddress loopback by default
 * @param port 0 takes a free one
 * @param corsOrigins origins whose pages may call the API; empty: none
 * @param allowedHosts names for which the server answers, in addition to loopback and its own address; "*": all
 * @param maxBodyBytes of a request, after decompression as well, ≥ 1 KiB
 * @param maxRequestsPerSecond per client address; 0: unlimited
 * @param maxPendingFrames frames that wait for the broker's acknowledgement; beyond it 503, ≥ 1
 * @param maxSeries distinct series whose latest values are kept for the page, ≥ 1
 * @param liveThrottle least time between two updates to one WebSocket client, ≥ 0
 * @param doors further ways in for telemetry
 */
public record ServerConfig(
        String bindAddress,
        int port,
        List<String> corsOrigins,
        List<String> allowedHosts,
        int maxBodyBytes,
        int maxRequestsPerSecond,
        int maxPendingFrames,
        int maxSeries,
        Duration liveThrottle,
        DoorsConfig doors) {
    public static final ServerConfig DEFAULT = new ServerConfig(
            "127.0.0.1",
            8080,
            List.of(),
            List.of(),
            8 << 20,
            0,
            100_000,
            100_000,
            Duration.ofMillis(100),
            DoorsConfig.DEFAULT);

    public ServerConfig {
        corsOrigins = List.copyOf(corsOrigins);
        allowedHosts = List.copyOf(allowedHosts);
        Checks.inRange("server.port", port, 0, 65_535);
        Checks.atLeast("server.max-body-bytes", maxBodyBytes, 1_024);
        Checks.atLeast("server.max-requests-per-second", maxRequestsPerSecond, 0);
        Checks.atLeast("server.max-pending-frames", maxPendingFrames, 1);
        Checks.atLeast("server.max-series", maxSeries, 1);
        Checks.atLeast("live.throttle", liveThrottle, Duration.ZERO);
    }

    /** The same server with other doors. */
    public ServerConfig with(DoorsConfig others) {
        return new ServerConfig(
                bindAddress,
                port,
                corsOrigins,
                allowedHosts,
                maxBodyBytes,
                maxRequestsPerSecond,
                maxPendingFrames,
                maxSeries,
                liveThrottle,
                others);
    }
}
