package io.anomalyradar.server.health;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.WorkPool;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** {@code /health}, {@code /ready} and {@code /metrics}. */
public final class HealthService {
    private static final MediaType PROMETHEUS = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final WorkPool pool;
    private final Predicate<ServiceRequestContext> known;
    private final HealthMeters healthMeters;

    /** @param known whether it is known who sends a request: nobody else sees the details of the parts */
    public HealthService(
            Health health, PrometheusMeterRegistry meters, WorkPool pool, Predicate<ServiceRequestContext> known) {
        this.health = health;
        this.meters = meters;
        this.pool = pool;
        this.known = known;
        healthMeters = new HealthMeters(meters);
    }

    public void addTo(ServerBuilder server) {
        server.route()
                .get("/health")
                .build((context, request) -> Json.answer(HttpStatus.OK, json -> json.writeStringField("status", "UP")));
        server.route().get("/ready").build(this::ready);
        server.route().get("/metrics").build(this::metrics);
    }

    private HttpResponse ready(ServiceRequestContext context, HttpRequest request) {
        Readiness readiness = health.readiness();
        HttpStatus status = readiness.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        Readiness shown = known.test(context) ? readiness : readiness.withoutDetails();
        return Json.answer(status, shown::writeFields);
    }

    private HttpResponse metrics(ServiceRequestContext context, HttpRequest request) {
        return pool.answer(() -> {
            healthMeters.update(health.readiness());
            return HttpResponse.of(
                    HttpStatus.OK, PROMETHEUS, HttpData.wrap(meters.scrape().getBytes(StandardCharsets.UTF_8)));
        });
    }
}
