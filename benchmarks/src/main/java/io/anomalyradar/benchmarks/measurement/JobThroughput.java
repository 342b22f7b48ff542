package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.ReadingCounter;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.JobStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Readings per second from a producer through the whole job to scores that are read back and decoded, all in this JVM,
 * and of the same frames over the bare path: producer → broker → consumer, without a job. They alternate, so their
 * ratio gives the cost of the job on any machine. The ratio of their processor times says the same where other programs
 * take much of the machine.
 */
public final class JobThroughput implements Measurement {
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final String BARE_TOPIC = "bench.bare";
    private static final String DECODED_TOPIC = "bench.decoded";
    private static final double WANTED_RATIO = 0.35;

    private final List<String> notes = new ArrayList<>();

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows("readings, frames of ten (500 devices × 10)", 500, 10, effort));
        rows.addAll(rows("readings, one a frame (5,000 devices × 1)", 5_000, 1, effort));
        return new BenchmarkSection(
                "(a) Through the job",
                "Kafka producer of Protobuf frames → embedded broker → the whole job → radar.scores read back and decoded, in one JVM: "
                        + "producer, broker, job and consumer share its cores. 5,000 series; at most a million readings in flight. "
                        + "After each run all sent readings must have come back. *Bare path*: the same frames, producer → "
                        + "broker → consumer, without a job and without decoding. *Bare path, decoded*: its consumer decodes "
                        + "each frame, as that of the scores does. Runs of the three alternate; a ratio is the median over "
                        + "neighbouring runs. The ratio by processor time is that of the times per reading of all threads of "
                        + "the process but the JIT compiler's, over all runs.",
                rows,
                notes);
    }

    private List<Row> rows(String what, int devices, int metrics, Effort effort) throws Exception {
        double[] job = new double[effort.windows()];
        double[] bare = new double[effort.windows()];
        double[] decoded = new double[effort.windows()];
        Flow jobFlow;
        Flow bareFlow;
        Flow decodedFlow;
        try (JobStack stack = JobStack.start()) {
            stack.createTopic(BARE_TOPIC);
            stack.createTopic(DECODED_TOPIC);
            String servers = stack.bootstrapServers();
            try (ReadingCounter scores = ReadingCounter.ofScores(servers);
                    ReadingCounter records = ReadingCounter.ofRecords(servers, BARE_TOPIC, metrics);
                    ReadingCounter frames = ReadingCounter.ofFrames(servers, DECODED_TOPIC);
                    FrameSender toJob = new FrameSender(servers);
                    FrameSender toBare = new FrameSender(servers, BARE_TOPIC);
                    FrameSender toDecoded = new FrameSender(servers, DECODED_TOPIC)) {
                jobFlow = new Flow(new LoadFleet(devices, metrics, 1), toJob, scores);
                bareFlow = new Flow(new LoadFleet(devices, metrics, 1), toBare, records);
                decodedFlow = new Flow(new LoadFleet(devices, metrics, 1), toDecoded, frames);
                jobFlow.warmUp(effort.warmUp(), effort.window());
                bareFlow.warmUp(SETTLING, effort.window());
                decodedFlow.warmUp(SETTLING, effort.window());
                for (int i = 0; i < job.length; i++) {
                    job[i] = jobFlow.run(SETTLING, effort.window());
                    bare[i] = bareFlow.run(SETTLING, effort.window());
                    decoded[i] = decodedFlow.run(SETTLING, effort.window());
                }
            }
        }
        note(what, jobFlow);
        note(what + ", bare path", bareFlow);
        note(what + ", bare path, decoded", decodedFlow);
        boolean tens = metrics > 1;
        Aim ratio = Aim.atLeast(WANTED_RATIO);
        return List.of(
                new Row(what, Spread.of(job), Unit.PER_SECOND, tens ? Aim.atLeast(1e6) : null),
                Row.of(what + ", bare path", Spread.of(bare), Unit.PER_SECOND),
                Row.of(what + ", bare path, decoded", Spread.of(decoded), Unit.PER_SECOND),
                new Row(what + ", job ÷ bare path", ratios(job, bare), Unit.RATIO, ratio),
                new Row(what + ", job ÷ bare path, decoded", ratios(job, decoded), Unit.RATIO, null),
                new Row(what + ", job ÷ bare path, by processor time", times(bareFlow, jobFlow), Unit.RATIO, ratio),
                Row.of(
                        what + ", job ÷ bare path, decoded, by processor time",
                        times(decodedFlow, jobFlow),
                        Unit.RATIO));
    }

    private static Spread ratios(double[] rates, double[] others) {
        double[] ratios = new double[rates.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rates[i] / others[i];
        }
        return Spread.of(ratios);
    }

    private static Spread times(Flow bare, Flow job) {
        return Spread.of(bare.nanosPerReading() / job.nanosPerReading());
    }

    private void note(String what, Flow flow) {
        double nanos = flow.nanosPerReading();
        notes.add(String.format(
                Locale.ROOT,
                "%s: %.0f ns of processor time per reading without the JIT compiler, so two dedicated cores could process %,.0f /s."
                        + " By thread: %s.",
                what,
                nanos,
                2e9 / nanos,
                flow.threads()));
    }
}
