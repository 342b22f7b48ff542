package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time to ready and resident memory of the whole product, running as a process of its own. */
public final class Footprint implements Measurement {
    private static final int DEVICES = 500;
    private static final int METRICS = 10;
    private static final int SAMPLES = 1_200;
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration LONGEST_FILL = Duration.ofMinutes(3);

    private final Checkout checkout;

    public Footprint(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        int starts = effort.repeats() + 2;
        double[] seconds = new double[starts];
        double[] idle = new double[effort.repeats()];
        double[] filled = new double[1];
        for (int i = 0; i < starts; i++) {
            try (RadarProcess radar = RadarProcess.start(checkout, Map.of())) {
                seconds[i] = radar.timeToReady().toMillis() / 1e3;
                if (i < idle.length) {
                    Thread.sleep(IDLE.toMillis());
                    idle[i] = radar.residentMegabytes();
                }
                if (i == 0) {
                    fill(radar);
                    Thread.sleep(IDLE.toMillis());
                    filled[0] = radar.residentMegabytes();
                }
            }
        }
        return new BenchmarkSection(
                "(d) Start and memory",
                "`./radar up`, already built, with a new data directory and this machine's own telemetry. Ready: from the start"
                        + " of the script to the first 200 from `/ready`. Memory is the kernel's VmRSS, in 10⁶ bytes, "
                        + IDLE.toSeconds() + " s later; for the second figure "
                        + String.format(Locale.ROOT, "%,d series × %,d samples", DEVICES * METRICS, SAMPLES)
                        + " are sent as fast as they are accepted, and are stored before it is read.",
                List.of(
                        new Row("time to ready", Spread.of(seconds), Unit.SECONDS, Aim.atMost(8)),
                        new Row("resident, idle", Spread.of(idle), Unit.MEGABYTES, Aim.atMost(700)),
                        new Row(
                                "resident, 5,000 series × 1,200 samples",
                                Spread.of(filled),
                                Unit.MEGABYTES,
                                Aim.atMost(1_200))),
                List.of());
    }

    /** Sends the samples that fill the windows of all series, a second apart, with the last one at the present. */
    private static void fill(RadarProcess radar) throws Exception {
        long before = radar.metrics().samplesStored();
        long total = (long) DEVICES * METRICS * SAMPLES;
        LoadFleet fleet = new LoadFleet(DEVICES, METRICS, 4);
        long end = System.nanoTime() + LONGEST_FILL.toNanos();
        try (FrameSender sender = new FrameSender(radar.bootstrapServers())) {
            long first = System.currentTimeMillis() - SAMPLES * 1_000L;
            for (int round = 0; round < SAMPLES; round++) {
                for (int device = 0; device < DEVICES; device++) {
                    sender.send(fleet.next(first + round * 1_000L));
                }
            }
            sender.flush();
        }
        while (radar.metrics().samplesStored() - before < total) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the samples were not stored within " + LONGEST_FILL);
            }
            Thread.sleep(200);
        }
    }
}
