package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.HttpLoad;
import io.anomalyradar.benchmarks.load.JsonBodies;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Readings per second over HTTP; each response comes only after the broker has acknowledged the readings. */
public final class HttpIngest implements Measurement {
    private static final int CLIENTS = 8;

    private final Checkout checkout;
    private final List<Row> rows = new ArrayList<>();

    public HttpIngest(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        try (RadarProcess radar = RadarProcess.start(checkout, Map.of())) {
            rate(radar, "readings, NDJSON, 100 frames of ten a request", 10, 100, effort);
            rate(radar, "readings, JSON, one frame of ten a request", 10, 1, effort);
            rate(radar, "readings, JSON, one reading a request", 1, 1, effort);
        }
        return new BenchmarkSection(
                "(e) In over HTTP",
                "`radar up` runs as a process of its own; " + CLIENTS
                        + " clients in this process each post the next request when they have the response to the previous"
                        + " one. Readings count when they are answered with 202, which the server sends after the broker's"
                        + " acknowledgement. The job and the history keep running.",
                rows,
                List.of());
    }

    private void rate(RadarProcess radar, String what, int metrics, int frames, Effort effort) throws Exception {
        AtomicInteger seed = new AtomicInteger();
        String contentType = frames > 1 ? "application/x-ndjson" : "application/json";
        try (HttpLoad load = new HttpLoad(
                radar.page().resolve("/api/v1/telemetry"),
                Map.of("content-type", contentType),
                metrics * frames,
                CLIENTS,
                () -> new JsonBodies(new LoadFleet(500, metrics, seed.incrementAndGet()), frames))) {
            Thread.sleep(effort.warmUp().toMillis());
            rows.add(Row.of(what, WindowRates.of(load::accepted, effort), Unit.PER_SECOND));
        }
    }
}
