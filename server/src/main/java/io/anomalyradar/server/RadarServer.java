package io.anomalyradar.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.RateLimit;
import io.anomalyradar.server.http.SecurityHeaders;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.FramePublisher;
import io.anomalyradar.server.ingest.TelemetryService;
import io.anomalyradar.server.query.AnomalyService;
import io.anomalyradar.server.query.DeviceService;
import io.anomalyradar.server.query.SeriesService;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** The server, running. The store is its caller's: opened before, closed after. */
public final class RadarServer implements AutoCloseable {
    private final FramePublisher publisher;
    private final WorkPool ingestPool;
    private final WorkPool queryPool;
    private final Server http;

    private RadarServer(ServerSetup setup, HistoryStore store, PrometheusMeterRegistry meters) {
        ServerConfig config = setup.server();
        publisher = new FramePublisher(setup.kafka(), config.maxPendingFrames(), meters);
        ingestPool = new WorkPool("ingest", 4, 256, meters);
        queryPool = new WorkPool("query", 8, 128, meters);
        ServerBuilder builder = Server.builder()
                .http(new InetSocketAddress(config.bindAddress(), config.port()))
                .maxRequestLength(config.maxBodyBytes())
                .requestTimeout(Duration.ofSeconds(30))
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(5))
                .errorHandler(new ProblemHandler())
                .meterRegistry(meters)
                .disableServerHeader();
        builder.service(
                "/api/v1/telemetry",
                new TelemetryService(
                        publisher, ingestPool, config.maxBodyBytes(), setup.maxClockSkew(), Clock.systemUTC(), meters));
        new DeviceService(store, queryPool).addTo(builder);
        new SeriesService(store, queryPool).addTo(builder);
        new AnomalyService(store, queryPool).addTo(builder);
        if (config.maxRequestsPerSecond() > 0) {
            builder.decoratorUnder("/api/", new RateLimit(config.maxRequestsPerSecond(), System::nanoTime, meters));
        }
        builder.decorator(new SecurityHeaders());
        http = builder.build();
    }

    /**
     * Starts the server; neither broker nor pipeline need be there yet.
     *
     * @throws IllegalStateException when the address cannot be bound
     */
    public static RadarServer start(ServerSetup setup, HistoryStore store, PrometheusMeterRegistry meters) {
        RadarServer server = new RadarServer(setup, store, meters);
        try {
            server.http.start().join();
        } catch (CompletionException failed) {
            server.close();
            throw new IllegalStateException(
                    "cannot listen on " + setup.server().bindAddress() + ":"
                            + setup.server().port() + ": is another program there? Choose another server.port",
                    failed.getCause());
        }
        return server;
    }

    /** Where the server is reached on this machine. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return http.activeLocalPort();
    }

    /** Publishes telemetry as the HTTP door does. */
    public FramePublisher publisher() {
        return publisher;
    }

    /** Finishes what is under way and stops. */
    @Override
    public void close() {
        http.stop().join();
        ingestPool.close();
        queryPool.close();
        publisher.close();
    }
}
