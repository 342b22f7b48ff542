package io.anomalyradar.benchmarks;

import io.anomalyradar.benchmarks.load.Processors;
import io.anomalyradar.benchmarks.measurement.BrowserTick;
import io.anomalyradar.benchmarks.measurement.CapacityModel;
import io.anomalyradar.benchmarks.measurement.DoorIngest;
import io.anomalyradar.benchmarks.measurement.Effort;
import io.anomalyradar.benchmarks.measurement.Footprint;
import io.anomalyradar.benchmarks.measurement.HistoryThroughput;
import io.anomalyradar.benchmarks.measurement.HotPath;
import io.anomalyradar.benchmarks.measurement.HttpIngest;
import io.anomalyradar.benchmarks.measurement.JobThroughput;
import io.anomalyradar.benchmarks.measurement.LiveLatency;
import io.anomalyradar.benchmarks.measurement.Measurement;
import io.anomalyradar.benchmarks.measurement.PageSpeed;
import io.anomalyradar.benchmarks.measurement.StateLayouts;
import io.anomalyradar.benchmarks.measurement.StoreWriter;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Machine;
import io.anomalyradar.benchmarks.report.MarkdownReport;
import io.anomalyradar.benchmarks.stack.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the measurements one after another and writes the report. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures on this machine and writes docs/benchmarks.md.")
public final class Benchmarks implements Callable<Integer> {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "a|b|c|d|e|f|g|h|i|j|k|l",
            description =
                    "Only these parts: (a) job, (b) history, (c) live latency, (d) start and memory, (e) HTTP, (f) hot path,"
                            + " (g) browser, (h) state, (i) store, (j) doors, (k) capacity, (l) page.")
    Set<String> only = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");

    @Option(names = "--quick", description = "Short runs, to check that everything works.")
    boolean quick;

    @Option(names = "--root", defaultValue = ".", description = "The project directory (default: the current one).")
    Path root = Path.of(".");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write the report (default: docs/benchmarks.md; with --only: only to the terminal).")
    @Nullable
    Path output;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path project = root.toAbsolutePath().normalize();
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Machine machine = Machine.here(Clock.systemUTC(), project, effort.name().toLowerCase(Locale.ROOT));
        Map<String, Measurement> chosen = measurements(new Checkout(project));
        chosen.keySet().retainAll(only);
        List<BenchmarkSection> sections = new ArrayList<>();
        for (Map.Entry<String, Measurement> measurement : chosen.entrySet()) {
            System.err.println("measuring (" + measurement.getKey() + ")");
            sections.add(measured(measurement.getValue(), effort));
        }
        String report = MarkdownReport.render(machine, sections);
        System.out.println(report);
        boolean all = chosen.size() == measurements(new Checkout(project)).size();
        if (output != null || all) {
            Files.writeString(output != null ? output : project.resolve("docs/benchmarks.md"), report);
        }
        return 0;
    }

    private static Map<String, Measurement> measurements(Checkout checkout) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("a", new JobThroughput());
        all.put("b", new HistoryThroughput(checkout));
        all.put("c", new LiveLatency(checkout));
        all.put("d", new Footprint(checkout));
        all.put("e", new HttpIngest(checkout));
        all.put("f", new HotPath());
        all.put("g", new BrowserTick());
        all.put("h", new StateLayouts());
        all.put("i", new StoreWriter());
        all.put("j", new DoorIngest(checkout));
        all.put("k", new CapacityModel());
        all.put("l", new PageSpeed(checkout));
        return all;
    }

    private static BenchmarkSection measured(Measurement measurement, Effort effort) throws Exception {
        Processors before = Processors.now();
        BenchmarkSection section = measurement.measure(effort);
        double others = Processors.now().othersSince(before);
        return section.with(String.format(
                Locale.ROOT,
                "Other programs used %.0f %% of the machine's processor time during the measurement.",
                others * 100));
    }
}
