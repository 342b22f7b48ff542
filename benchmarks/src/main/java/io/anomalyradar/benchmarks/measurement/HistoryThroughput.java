package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.ClosedLoop;
import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.PacedLoop;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.Checkout;
import io.anomalyradar.benchmarks.stack.RadarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The highest rate of readings that the whole product commits to its history without falling behind. First it sends as
 * much as the product accepts, to estimate the rate. Then it offers a rate below that, and lowers it until the lag does
 * not grow.
 */
@SuppressWarnings("try") // the load is closed early: the number of sent readings is then final
public final class HistoryThroughput implements Measurement {
    private static final long UNDER_WAY = 500_000;
    private static final double FIRST = 0.9;
    private static final double STEP = 0.85;
    private static final int TRIES = 4;
    /** The lag "does not grow" if its increase is less than this fraction of the sent readings. */
    private static final double GROWTH = 0.01;

    private final Checkout checkout;
    private final List<String> notes = new ArrayList<>();

    public HistoryThroughput(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (RadarProcess radar = RadarProcess.start(checkout, Map.of("RADAR_HOST_TELEMETRY_ENABLED", "false"));
                FrameSender sender = new FrameSender(radar.bootstrapServers())) {
            LoadFleet fleet = new LoadFleet(500, 10, 2);
            Spread most = most(radar, fleet, sender, effort);
            rows.add(Row.of("stored while sending as much as is accepted", most, Unit.PER_SECOND));
            double rate = most.median() * FIRST;
            Spread held = null;
            for (int i = 0; i < TRIES && held == null; i++, rate *= STEP) {
                held = held(radar, fleet, sender, rate, effort);
            }
            if (held != null) {
                rows.add(new Row(
                        "stored without a growing lag for " + effort.sustained().toSeconds() + " s",
                        held,
                        Unit.PER_SECOND,
                        Aim.atLeast(300_000)));
            }
        }
        return new BenchmarkSection(
                "(b) Into history",
                "`radar up` runs as a process of its own, with load from this process over Kafka: frames of ten from 500"
                        + " devices. Readings count when the store has committed them. The lag is the number of readings"
                        + " sent minus those committed. It does not grow if it is no larger in the last third of the time"
                        + " than in the first, within one percent of the readings sent.",
                rows,
                notes);
    }

    private static Spread most(RadarProcess radar, LoadFleet fleet, FrameSender sender, Effort effort)
            throws Exception {
        AtomicLong stored = new AtomicLong();
        long before = radar.metrics().samplesStored();
        try (ClosedLoop load = new ClosedLoop(fleet, sender, stored::get, UNDER_WAY)) {
            long end = System.nanoTime() + effort.warmUp().toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(100);
                stored.set(radar.metrics().samplesStored() - before);
            }
            WindowRates.Count count = () -> {
                stored.set(radar.metrics().samplesStored() - before);
                return stored.get();
            };
            double[] rates = new double[effort.windows()];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = polled(count, effort);
            }
            load.close();
            drain(radar, before + load.sent());
            return Spread.of(rates);
        }
    }

    /** A rate measured while the counter is polled often, because the load waits for it. */
    private static double polled(WindowRates.Count count, Effort effort) throws Exception {
        long first = count.now();
        long start = System.nanoTime();
        while (System.nanoTime() - start < effort.window().toNanos()) {
            Thread.sleep(100);
            count.now();
        }
        return (count.now() - first) * 1e9 / (System.nanoTime() - start);
    }

    /** The rate at which readings were stored, or null if the lag grew. */
    private @Nullable Spread held(RadarProcess radar, LoadFleet fleet, FrameSender sender, double rate, Effort effort)
            throws Exception {
        long before = radar.metrics().samplesStored();
        try (PacedLoop load = new PacedLoop(fleet, sender, rate, (device, time) -> {})) {
            Thread.sleep(effort.window().toMillis());
            int seconds = (int) effort.sustained().toSeconds();
            double[] lags = new double[seconds];
            double[] stored = new double[seconds + 1];
            long start = System.nanoTime();
            for (int i = 0; i <= seconds; i++) {
                Thread.sleep(Math.max(0, i * 1_000L - (System.nanoTime() - start) / 1_000_000));
                stored[i] = radar.metrics().samplesStored() - before;
                if (i < seconds) {
                    lags[i] = load.sent() - stored[i];
                }
            }
            load.close();
            drain(radar, before + load.sent());
            return judged(rate, lags, stored);
        }
    }

    private @Nullable Spread judged(double rate, double[] lags, double[] stored) {
        int third = Math.max(1, lags.length / 3);
        double first = Spread.of(Arrays.copyOf(lags, third)).median();
        double last = Spread.of(Arrays.copyOfRange(lags, lags.length - third, lags.length))
                .median();
        boolean grew = last - first > GROWTH * rate * lags.length;
        notes.add(String.format(
                Locale.ROOT,
                "offered %,.0f /s for %d s: lag %,.0f readings in the first third, %,.0f in the last (%.2f s): %s.",
                rate,
                lags.length,
                first,
                last,
                last / rate,
                grew ? "it grew" : "it did not grow"));
        if (grew) {
            return null;
        }
        double[] rates = new double[3];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (stored[(i + 1) * third] - stored[i * third]) / third;
        }
        return Spread.of(rates);
    }

    private static void drain(RadarProcess radar, long until) {
        try {
            long end = System.nanoTime() + 60_000_000_000L;
            while (radar.metrics().samplesStored() < until) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "of " + until + " readings only " + radar.metrics().samplesStored() + " were stored");
                }
                Thread.sleep(50);
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
