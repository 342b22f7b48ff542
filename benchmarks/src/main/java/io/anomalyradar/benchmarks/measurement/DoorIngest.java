package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.DoorBodies;
import io.anomalyradar.benchmarks.load.HttpLoad;
import io.anomalyradar.benchmarks.load.LoadFleet;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The doors of foreign protocols, each as a share of what NDJSON takes in the same run. */
public final class DoorIngest implements Measurement {
    private static final int CLIENTS = 8;
    private static final int FRAMES = 100;
    private static final int METRICS = 10;
    private static final double SHARE = 0.6;

    private final Checkout checkout;

    public DoorIngest(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        Map<DoorBodies, double[]> rates = new EnumMap<>(DoorBodies.class);
        try (RadarProcess radar = RadarProcess.start(checkout, Map.of())) {
            for (DoorBodies door : DoorBodies.values()) {
                rates.put(door, new double[effort.windows()]);
                rate(radar, door, effort.warmUp(), effort.window());
            }
            for (int round = 0; round < effort.windows(); round++) {
                for (DoorBodies door : DoorBodies.values()) {
                    double rate = rate(radar, door, effort.window(), effort.window());
                    Objects.requireNonNull(rates.get(door))[round] = rate;
                }
            }
        }
        return new BenchmarkSection(
                "(j) Doors",
                "As (e), with " + FRAMES + " devices of " + METRICS
                        + " metrics a request in each protocol, and the same"
                        + " readings. The protocols take turns in one process, so that what else the machine does"
                        + " concerns them alike; a share is of NDJSON in the same round.",
                rows(rates),
                List.of());
    }

    private static List<Row> rows(Map<DoorBodies, double[]> rates) {
        List<Row> rows = new ArrayList<>();
        double[] ndjson = Objects.requireNonNull(rates.get(DoorBodies.NDJSON));
        rates.forEach((door, measured) -> {
            String name = door.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.add(Row.of("readings, " + name, Spread.of(measured), Unit.PER_SECOND));
            if (door != DoorBodies.NDJSON) {
                double[] shares = new double[measured.length];
                Arrays.setAll(shares, round -> measured[round] / ndjson[round]);
                rows.add(new Row(name + " as a share of NDJSON", Spread.of(shares), Unit.RATIO, Aim.atLeast(SHARE)));
            }
        });
        return rows;
    }

    /** Readings a second in {@code window}, after {@code warmUp}. */
    private static double rate(RadarProcess radar, DoorBodies door, Duration warmUp, Duration window) throws Exception {
        AtomicInteger seed = new AtomicInteger();
        try (HttpLoad load = new HttpLoad(
                radar.page().resolve(door.path()),
                door.headers(),
                METRICS * FRAMES,
                CLIENTS,
                () -> door.bodies(new LoadFleet(500, METRICS, seed.incrementAndGet()), FRAMES))) {
            Thread.sleep(warmUp.toMillis());
            long before = load.accepted();
            long start = System.nanoTime();
            Thread.sleep(window.toMillis());
            return (load.accepted() - before) * 1e9 / (System.nanoTime() - start);
        }
    }
}
