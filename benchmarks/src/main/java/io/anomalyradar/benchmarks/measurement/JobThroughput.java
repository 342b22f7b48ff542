package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.ClosedLoop;
import io.anomalyradar.benchmarks.load.CpuTimes;
import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.ReadingCounter;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Section;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.JobStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Readings per second from a producer through the whole job to scores that are read back and decoded, all in this JVM,
 * and of the same frames over the bare path: producer → broker → consumer, without a job. The two alternate, so their
 * ratio gives the cost of the job on any machine.
 */
public final class JobThroughput implements Measurement {
    private static final long UNDER_WAY = 1_000_000;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final int THREADS_SHOWN = 9;
    private static final String BARE_TOPIC = "bench.bare";

    private final List<String> notes = new ArrayList<>();

    @Override
    public Section measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows("readings, frames of ten (500 devices × 10)", 500, 10, effort));
        rows.addAll(rows("readings, one a frame (5,000 devices × 1)", 5_000, 1, effort));
        return new Section(
                "(a) Through the job",
                "Kafka producer of Protobuf frames → embedded broker → the whole job → radar.scores read back and decoded, in one JVM: "
                        + "producer, broker, job and consumer share its cores. 5,000 series; at most a million readings in flight. "
                        + "After each run all sent readings must have come back. *Bare path*: the same frames, producer → "
                        + "broker → consumer, without a job and without decoding. Runs of the two alternate; the ratio is the "
                        + "median over pairs of neighbouring runs.",
                rows,
                notes);
    }

    private List<Row> rows(String what, int devices, int metrics, Effort effort) throws Exception {
        double[] job = new double[effort.windows()];
        double[] bare = new double[effort.windows()];
        double[] ratios = new double[effort.windows()];
        try (JobStack stack = JobStack.start()) {
            stack.createTopic(BARE_TOPIC);
            String servers = stack.bootstrapServers();
            try (ReadingCounter scores = ReadingCounter.ofScores(servers);
                    ReadingCounter frames = ReadingCounter.ofRecords(servers, BARE_TOPIC, metrics);
                    FrameSender telemetry = new FrameSender(servers);
                    FrameSender unscored = new FrameSender(servers, BARE_TOPIC)) {
                Flow through = new Flow(new LoadFleet(devices, metrics, 1), telemetry, scores);
                Flow past = new Flow(new LoadFleet(devices, metrics, 1), unscored, frames);
                through.run(effort.warmUp(), effort.window());
                past.run(SETTLING, effort.window());
                Map<String, Double> secondsByThread = new TreeMap<>();
                long counted = 0;
                for (int i = 0; i < job.length; i++) {
                    CpuTimes before = CpuTimes.now();
                    long readings = scores.readings();
                    job[i] = through.run(SETTLING, effort.window());
                    counted += scores.readings() - readings;
                    CpuTimes.now()
                            .since(before)
                            .forEach((name, used) -> secondsByThread.merge(name, used, Double::sum));
                    bare[i] = past.run(SETTLING, effort.window());
                    ratios[i] = job[i] / bare[i];
                }
                note(what, secondsByThread, counted);
            }
        }
        boolean frames = metrics > 1;
        return List.of(
                new Row(what, Spread.of(job), Unit.PER_SECOND, frames ? Aim.atLeast(1e6) : null),
                Row.of(what + ", bare path", Spread.of(bare), Unit.PER_SECOND),
                new Row(what + ", job ÷ bare path", Spread.of(ratios), Unit.RATIO, frames ? Aim.atLeast(0.35) : null));
    }

    /** Frames of a fleet in flight from a sender to a counter. */
    private record Flow(LoadFleet fleet, FrameSender sender, ReadingCounter counter) {
        /**
         * Sends for {@code settling} and {@code window} and returns the rate in the latter. By then all sent readings
         * have come back.
         */
        double run(Duration settling, Duration window) throws InterruptedException {
            long base = counter.readings();
            ClosedLoop load = new ClosedLoop(fleet, sender, () -> counter.readings() - base, UNDER_WAY);
            double rate;
            try (load) {
                Thread.sleep(settling.toMillis());
                long before = counter.readings();
                long start = System.nanoTime();
                Thread.sleep(window.toMillis());
                rate = (counter.readings() - before) * 1e9 / (System.nanoTime() - start);
            }
            long sent = load.sent();
            requireAll(sent, base);
            return rate;
        }

        /** A rate means nothing if readings are lost. */
        private void requireAll(long sent, long base) throws InterruptedException {
            long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
            while (counter.readings() - base < sent && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            long back = counter.readings() - base;
            if (back != sent) {
                throw new IllegalStateException("of " + sent + " readings sent " + back + " came back");
            }
        }
    }

    private void note(String name, Map<String, Double> secondsByThread, long readings) {
        double total = secondsByThread.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        String threads = secondsByThread.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(THREADS_SHOWN)
                .map(thread -> String.format(
                        Locale.ROOT, "%s %.0f", thread.getKey().strip(), thread.getValue() * 1e9 / readings))
                .collect(Collectors.joining(", "));
        notes.add(String.format(
                Locale.ROOT,
                "%s: %.0f ns of processor time per reading, so two dedicated cores could process %,.0f /s. By thread: %s.",
                name,
                total * 1e9 / readings,
                2 * readings / total,
                threads));
    }
}
