package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.ClosedLoop;
import io.anomalyradar.benchmarks.load.CpuTimes;
import io.anomalyradar.benchmarks.load.Fleet;
import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.ScoreReader;
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
import java.util.stream.Collectors;

/** Readings a second from a producer through the whole job to scores read back and decoded, all in this JVM. */
public final class JobThroughput implements Measurement {
    private static final long UNDER_WAY = 1_000_000;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
    private static final int THREADS_SHOWN = 9;

    private final List<String> notes = new ArrayList<>();

    @Override
    public Section measure(Effort effort) throws Exception {
        Spread frames = rate("frames of ten", new Fleet(500, 10, 1), effort);
        Spread single = rate("single readings", new Fleet(5_000, 1, 1), effort);
        return new Section(
                "(a) Through the job",
                "Kafka producer of Protobuf frames → embedded broker → the whole job → radar.scores read back and decoded, in one JVM: "
                        + "producer, broker, job and consumer share its cores. 5,000 series; at most a million readings under way. "
                        + "After each run everything that was sent must have come back.",
                List.of(
                        new Row(
                                "readings, frames of ten (500 devices × 10)",
                                frames,
                                Unit.PER_SECOND,
                                Aim.atLeast(1e6)),
                        Row.of("readings, one a frame (5,000 devices × 1)", single, Unit.PER_SECOND)),
                notes);
    }

    private Spread rate(String name, Fleet fleet, Effort effort) throws Exception {
        try (JobStack stack = JobStack.start();
                ScoreReader scores = new ScoreReader(stack.bootstrapServers());
                FrameSender sender = new FrameSender(stack.bootstrapServers())) {
            ClosedLoop load = new ClosedLoop(fleet, sender, scores::readings, UNDER_WAY);
            try (load) {
                Thread.sleep(effort.warmUp().toMillis());
                CpuTimes before = CpuTimes.now();
                long counted = scores.readings();
                Spread rates = Rates.of(scores::readings, effort);
                note(name, CpuTimes.now().since(before), scores.readings() - counted);
                load.close();
                requireAll(load.sent(), scores);
                return rates;
            }
        }
    }

    /** A rate of readings that are lost would be no rate. */
    private static void requireAll(long sent, ScoreReader scores) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (scores.readings() < sent && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        if (scores.readings() != sent) {
            throw new IllegalStateException(
                    "of " + sent + " readings sent " + scores.readings() + " came back as scores");
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
                "%s: %.0f ns of processor time a reading, so two cores to themselves could take %,.0f /s. By thread: %s.",
                name,
                total * 1e9 / readings,
                2 * readings / total,
                threads));
    }
}
