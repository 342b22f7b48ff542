package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.DoorBodies;
import io.anomalyradar.benchmarks.load.HttpLoad;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Section;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    public Section measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        double ndjson = 0;
        try (RadarProcess radar = RadarProcess.start(checkout, Map.of())) {
            for (DoorBodies door : DoorBodies.values()) {
                String name = door.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                Spread rate = rate(radar, door, effort);
                rows.add(Row.of("readings, " + name, rate, Unit.PER_SECOND));
                if (door == DoorBodies.NDJSON) {
                    ndjson = rate.median();
                } else {
                    Spread share =
                            new Spread(rate.median() / ndjson, rate.min() / ndjson, rate.max() / ndjson, rate.runs());
                    rows.add(new Row(name + " as a share of NDJSON", share, Unit.RATIO, Aim.atLeast(SHARE)));
                }
            }
        }
        return new Section(
                "(j) Doors",
                "As (e), with " + FRAMES + " devices of " + METRICS + " metrics a request in each protocol; the same"
                        + " readings, one protocol after another in one process.",
                rows,
                List.of());
    }

    private static Spread rate(RadarProcess radar, DoorBodies door, Effort effort) throws Exception {
        AtomicInteger seed = new AtomicInteger();
        try (HttpLoad load = new HttpLoad(
                radar.page().resolve(door.path()),
                door.headers(),
                METRICS * FRAMES,
                CLIENTS,
                () -> door.bodies(new LoadFleet(500, METRICS, seed.incrementAndGet()), FRAMES))) {
            Thread.sleep(effort.warmUp().toMillis());
            return Rates.of(load::accepted, effort);
        }
    }
}
