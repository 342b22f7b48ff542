package io.anomalyradar.server.ingest;

import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorLimits;
import io.anomalyradar.bus.FramePublisher;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.http.WorkPool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * All HTTP doors for telemetry: one route each, with the same bounds, answers and metrics. They share a budget of
 * {@value #BODIES} bodies of the largest size.
 */
public final class TelemetryDoors {
    private static final int BODIES = 8;

    private final FramePublisher publisher;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final DoorLimits limits;
    private final Clock clock;
    private final MeterRegistry meters;

    /** @param maxClockSkew how far a sample may lie ahead of {@code clock} */
    public TelemetryDoors(
            FramePublisher publisher,
            WorkPool pool,
            ServerConfig config,
            Duration maxClockSkew,
            Clock clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.pool = pool;
        this.clock = clock;
        this.meters = meters;
        budget = new BodyBudget((long) BODIES * config.maxBodyBytes());
        limits = new DoorLimits(config.maxBodyBytes(), publisher.maxPending(), maxClockSkew.toMillis());
        Gauge.builder("radar.ingest.pending", publisher, FramePublisher::pending)
                .description("Frames that wait for the broker's acknowledgement")
                .register(meters);
        Gauge.builder("radar.ingest.body.bytes", budget, BodyBudget::reserved)
                .description("Bytes of telemetry bodies that are received or worked at")
                .register(meters);
    }

    /** Adds the routes. */
    public void addTo(ServerBuilder server) {
        server.service("/api/v1/telemetry", door("json", Format.JSON, Format.NDJSON));
    }

    private TelemetryService door(String name, Format... formats) {
        return new TelemetryService(
                new Door(name, publisher, limits, clock),
                List.of(formats),
                pool,
                budget,
                limits.maxBytes(),
                new DoorMetrics(name, meters));
    }
}
