package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.Latencies;
import io.anomalyradar.benchmarks.load.LiveClient;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.PacedLoop;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Time from the sending of a reading to its arrival, scored, at a WebSocket client. */
public final class LiveLatency implements Measurement {
    private static final int WATCHED = 20;
    private static final String METRIC = "sensor-0000";
    private static final Duration WATCH = Duration.ofSeconds(15);

    private final Checkout checkout;
    private final List<Row> rows = new ArrayList<>();

    public LiveLatency(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        try (RadarProcess radar = RadarProcess.start(checkout, Map.of());
                FrameSender sender = new FrameSender(radar.bootstrapServers())) {
            LoadFleet fleet = new LoadFleet(500, 10, 3);
            watch(radar, fleet, sender, new Case("10 k/s, throttle 0", 10_000, Duration.ZERO, true), effort);
            watch(radar, fleet, sender, new Case("100 k/s, throttle 0", 100_000, Duration.ZERO, true), effort);
            watch(radar, fleet, sender, new Case("10 k/s, default throttle", 10_000, null, false), effort);
        }
        return new BenchmarkSection(
                "(c) From a reading to the page",
                "`radar up` runs as a process of its own, with load from this process over Kafka: frames of ten from 500"
                        + " devices. A WebSocket client of the JDK in this process subscribes to one metric of "
                        + WATCHED
                        + " of them. The latency is measured by one clock, from just before the producer's `send` until the"
                        + " message is parsed. " + WATCH.toSeconds() + " s per run, after a warm-up at the same rate.",
                rows,
                List.of(
                        "The producer itself waits up to 1 ms to fill a batch. By default, messages are at least 100 ms apart, which"
                                + " adds a mean wait of 50 ms in those rows."));
    }

    private record Case(String name, double readingsPerSecond, @Nullable Duration throttle, boolean aimed) {}

    private void watch(RadarProcess radar, LoadFleet fleet, FrameSender sender, Case one, Effort effort)
            throws Exception {
        List<String> watched = Arrays.asList(fleet.devices()).subList(0, WATCHED);
        Set<String> names = Set.copyOf(watched);
        AtomicReference<Latencies> current = new AtomicReference<>(new Latencies());
        double[][] quantiles = new double[3][effort.repeats()];
        try (LiveClient client = LiveClient.subscribe(
                        radar.live(), watched, METRIC, one.throttle(), (device, time) -> Objects.requireNonNull(
                                        current.get())
                                .received(device, time));
                PacedLoop load = new PacedLoop(fleet, sender, one.readingsPerSecond(), (device, time) -> {
                    if (names.contains(device)) {
                        Objects.requireNonNull(current.get()).sending(device, time);
                    }
                })) {
            Thread.sleep(effort.warmUp().toMillis());
            for (int i = 0; i < effort.repeats(); i++) {
                current.set(new Latencies());
                Thread.sleep(WATCH.toMillis());
                client.check();
                quantiles[0][i] = Objects.requireNonNull(current.get()).quantile(0.50);
                quantiles[1][i] = Objects.requireNonNull(current.get()).quantile(0.95);
                quantiles[2][i] = Objects.requireNonNull(current.get()).quantile(0.99);
                load.sent(); // throws if the load failed
            }
        }
        row(one, "p50", quantiles[0], 10);
        row(one, "p95", quantiles[1], 50);
        row(one, "p99", quantiles[2], 100);
    }

    private void row(Case one, String quantile, double[] millis, double aim) {
        rows.add(new Row(
                one.name() + ", " + quantile,
                Spread.of(millis),
                Unit.MILLISECONDS,
                one.aimed() ? Aim.atMost(aim) : null));
    }
}
